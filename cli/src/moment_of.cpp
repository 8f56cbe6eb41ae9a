// SPDX-License-Identifier: Apache-2.0
#include "moment_of.hpp"

#include <charconv>
#include <ctime>
#include <string>

namespace holdfast::cli {
namespace {

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t half_a_day = 720 * minute;

/// East of UTC at `seconds`, by this machine.
std::optional<std::int16_t> zone_at(std::time_t seconds) {
    std::tm local{};
    if (::localtime_r(&seconds, &local) == nullptr) return std::nullopt;
    return static_cast<std::int16_t>(local.tm_gmtoff / 60);
}

/// A time on the wall of this machine, given as if it were UTC.
std::optional<evidence::Moment> on_this_wall(std::int64_t wall) {
    const auto seconds = static_cast<std::time_t>(wall / 1000);
    std::tm parts{};
    if (::gmtime_r(&seconds, &parts) == nullptr) return std::nullopt;
    parts.tm_isdst = -1;
    const std::time_t real = ::mktime(&parts);
    return evidence::Moment{.at = {static_cast<std::int64_t>(real) * 1000}, .zone = zone_at(real)};
}

/// "+01:00" in minutes.
std::optional<std::int16_t> typed_zone(std::string_view text) {
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
    int hours = 0;
    int minutes = 0;
    const auto read = [&text](std::size_t at, int& out) {
        const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + 2, out);
        return error == std::errc() && end == text.data() + at + 2 && out >= 0;
    };
    if (!read(1, hours) || !read(4, minutes) || minutes > 59) return std::nullopt;
    const int zone = (hours * 60 + minutes) * (text[0] == '-' ? -1 : 1);
    if (zone > evidence::widest_zone || zone < -evidence::widest_zone) return std::nullopt;
    return static_cast<std::int16_t>(zone);
}

}  // namespace

std::optional<evidence::Moment> moment_from_typed(std::string_view text) {
    constexpr std::string_view about = "about ";
    constexpr std::size_t day_size = 10;
    const bool remembered = text.starts_with(about);
    if (remembered) text.remove_prefix(about.size());
    const std::string day(text.substr(0, day_size));
    text.remove_prefix(day.size());
    std::optional<evidence::Moment> moment;
    if (text.empty()) {
        // Its noon, so that the day is the same in UTC.
        const auto midnight = time_from_rfc3339(day + "T00:00:00Z");
        if (midnight) moment = on_this_wall(midnight->value + half_a_day);
        if (moment && !remembered) moment->sureness = evidence::Sureness::day;
    } else if (text[0] == 'T' || text[0] == ' ') {
        text.remove_prefix(1);
        const std::size_t end = text.find_first_of("Z+-");
        std::string clock(text.substr(0, end));
        if (clock.size() == 5) clock += ":00";
        const auto wall = time_from_rfc3339(day + "T" + clock + "Z");
        if (!wall) return std::nullopt;
        const std::string_view zone = end == std::string_view::npos ? std::string_view() : text.substr(end);
        if (zone.empty()) {
            moment = on_this_wall(wall->value);
        } else if (zone == "Z") {
            moment = evidence::Moment{.at = *wall, .zone = {}};
        } else if (const auto minutes = typed_zone(zone)) {
            moment = evidence::Moment{.at = {wall->value - *minutes * minute}, .zone = minutes};
        }
    }
    if (moment && remembered) moment->sureness = evidence::Sureness::about;
    return moment;
}

}  // namespace holdfast::cli
