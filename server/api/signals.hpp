// SPDX-License-Identifier: Apache-2.0
// Signals in bodies, both ways.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "holdfast/core/fingerprint.hpp"
#include "holdfast/core/identifier.hpp"
#include "holdfast/core/json_reader.hpp"
#include "holdfast/core/json_writer.hpp"

namespace holdfast::server::api {

struct SentSignal {
    Signal signal;  ///< quality 0 when none was sent
    bool quality_given = false;
};

/// Member `signals` of `object`: 1 to `most` entries. Wrong ones add faults and are left out.
[[nodiscard]] std::vector<SentSignal> read_signals(JsonObject& object, std::size_t most, Need quality);
[[nodiscard]] std::vector<Signal> without_marks(const std::vector<SentSignal>& sent);
void write_signal(JsonWriter& json, const Signal& signal);

/// A text of 32 or 64 hexadecimal digits, or a fault.
[[nodiscard]] std::optional<Id128> read_id(JsonObject& object, std::string_view name);
[[nodiscard]] std::optional<Digest256> read_digest(JsonObject& object, std::string_view name);
/// 32 bytes in base64url, or a fault.
[[nodiscard]] std::optional<std::array<std::byte, 32>> read_key(JsonObject& object, std::string_view name);

}  // namespace holdfast::server::api
