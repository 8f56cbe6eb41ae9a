// SPDX-License-Identifier: Apache-2.0
// Members that the JSON of a case and of its log share: times, digests, words of an enum; each written as it is read.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "holdfast/core/identifier.hpp"
#include "holdfast/core/json_reader.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/digest512.hpp"
#include "holdfast/evidence/moment.hpp"
#include "holdfast/evidence/moment_json.hpp"

namespace holdfast::evidence {

/// What is empty is left out.
void put(JsonWriter& to, std::string_view name, std::string_view text);
void put(JsonWriter& to, std::string_view name, const std::optional<Moment>& moment);

/// A line of text, of at most `most` bytes; where it is optional and missing, empty.
[[nodiscard]] std::string read_line(JsonObject& from, std::string_view name, std::size_t most,
                                    Need need = Need::optional);
/// The same with line breaks (LF) and tabs.
[[nodiscard]] std::string read_lines(JsonObject& from, std::string_view name, std::size_t most,
                                     Need need = Need::optional);
/// Only characters for which `fits` holds; otherwise a fault with `rule`.
template <class Fits>
[[nodiscard]] std::string read_pattern(JsonObject& from, std::string_view name, std::size_t most, Fits&& fits,
                                       std::string_view rule, Need need = Need::optional) {
    std::string text = read_line(from, name, most, need);
    if (!text.empty() && !fits(std::string_view(text))) {
        from.fault(name, std::string(rule));
        text.clear();
    }
    return text;
}
[[nodiscard]] Digest256 read_sha256(JsonObject& from, std::string_view name);
[[nodiscard]] Digest512 read_sha512(JsonObject& from, std::string_view name);

/// [a-z0-9-]
[[nodiscard]] bool is_id(std::string_view text) noexcept;

/// An enum by the words of its to_text(), the first `Count` values.
template <class Enum, std::size_t Count>
[[nodiscard]] std::optional<Enum> read_word(JsonObject& from, std::string_view name, Need need = Need::required) {
    std::array<std::string_view, Count> words;
    for (std::size_t i = 0; i < Count; ++i) words[i] = to_text(static_cast<Enum>(i));
    const auto index = from.word(name, words, need);
    if (!index) return std::nullopt;
    return static_cast<Enum>(*index);
}

}  // namespace holdfast::evidence
