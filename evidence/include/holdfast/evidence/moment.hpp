// SPDX-License-Identifier: Apache-2.0
// Points in time as evidence needs them: UTC to the millisecond, the zone that the clock showed, and how sure the
// person is.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "holdfast/core/identifier.hpp"

namespace holdfast::evidence {

/// How well a time is known.
enum class Sureness : std::uint8_t {
    exact,  ///< read from a clock, a file or a page
    about,  ///< remembered, perhaps hours off
    day,    ///< the day alone
};
/// "exact", "about", "day".
[[nodiscard]] std::string_view to_text(Sureness sureness) noexcept;

/// No zone on Earth lies further from UTC, in minutes.
inline constexpr int widest_zone = 14 * 60;

struct Moment {
    UnixMillis at;                     ///< the years 0000 to 9999
    std::optional<std::int16_t> zone;  ///< minutes east of UTC where the person was; absent when nobody knows
    Sureness sureness = Sureness::exact;
    friend bool operator==(const Moment&, const Moment&) noexcept = default;
};

/// "2026-11-22T14:05:31.250Z": always with milliseconds, so that one time has one text. Years are clamped to
/// 0000..9999.
[[nodiscard]] std::string utc_text(UnixMillis at);
/// The reverse; refuses every other spelling of the same time.
[[nodiscard]] std::expected<UnixMillis, TimeError> time_from_utc_text(std::string_view text) noexcept;

/// "2026-11-22 14:05:31", in UTC, as spreadsheets read it.
[[nodiscard]] std::string utc_cell(UnixMillis at);
/// "2026-11-22 15:05:31 +01:00"; with Sureness::day "2026-11-22"; with Sureness::about, "about " before it. Empty when
/// the zone is not known.
[[nodiscard]] std::string local_cell(const Moment& moment);
/// "12.345": a length of time without its sign.
[[nodiscard]] std::string seconds_text(std::int64_t millis);
/// "+01:00", "-03:30"; empty when not known.
[[nodiscard]] std::string zone_text(const Moment& moment);

}  // namespace holdfast::evidence
