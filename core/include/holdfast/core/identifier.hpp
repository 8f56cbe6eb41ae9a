// SPDX-License-Identifier: Apache-2.0
// Random identifiers, digests and points in time: the small values that every module passes around.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "holdfast/core/hex.hpp"

namespace holdfast {

/// 128 random bits that name an item, a submission, a sighting. Drawn by the caller; carries no order and no time.
struct Id128 {
    std::array<std::byte, 16> bytes{};
    friend constexpr bool operator==(const Id128&, const Id128&) noexcept = default;
    friend constexpr auto operator<=>(const Id128&, const Id128&) noexcept = default;
};

/// SHA-256 of something.
struct Digest256 {
    std::array<std::byte, 32> bytes{};
    friend constexpr bool operator==(const Digest256&, const Digest256&) noexcept = default;
    friend constexpr auto operator<=>(const Digest256&, const Digest256&) noexcept = default;
};

/// 32 lower-case hexadecimal digits.
[[nodiscard]] std::string to_hex(const Id128& id);
[[nodiscard]] std::expected<Id128, HexError> id_from_hex(std::string_view text) noexcept;
/// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string to_hex(const Digest256& digest);
[[nodiscard]] std::expected<Digest256, HexError> digest_from_hex(std::string_view text) noexcept;

/// Milliseconds since 1970-01-01T00:00:00Z, without leap seconds. All times that are stored or sent are UTC.
struct UnixMillis {
    std::int64_t value = 0;
    friend constexpr bool operator==(const UnixMillis&, const UnixMillis&) noexcept = default;
    friend constexpr auto operator<=>(const UnixMillis&, const UnixMillis&) noexcept = default;
};

/// RFC 3339 in UTC to the second, "2026-11-21T18:45:00Z". Valid for the years 0000 to 9999; others are clamped.
[[nodiscard]] std::string to_rfc3339(UnixMillis time);
enum class TimeError : std::uint8_t {
    malformed,     ///< not YYYY-MM-DDThh:mm:ss[.fff]Z
    out_of_range,  ///< a month 13, a 30 February, an hour 24
};
/// Reads the UTC form alone ("Z"), with or without milliseconds.
[[nodiscard]] std::expected<UnixMillis, TimeError> time_from_rfc3339(std::string_view text) noexcept;

}  // namespace holdfast
