// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/moment.hpp"

#include <algorithm>
#include <cstdlib>

#include "joined.hpp"

namespace holdfast::evidence {
namespace {

constexpr std::int64_t first_millis = -62'167'219'200'000;  // 0000-01-01T00:00:00Z
constexpr std::int64_t last_millis = 253'402'300'799'999;   // 9999-12-31T23:59:59.999Z
constexpr std::int64_t minute = 60'000;

void append_two(std::string& to, int value) {
    to.push_back(static_cast<char>('0' + value / 10 % 10));
    to.push_back(static_cast<char>('0' + value % 10));
}

}  // namespace

std::string_view to_text(Sureness sureness) noexcept {
    switch (sureness) {
        case Sureness::exact:
            return "exact";
        case Sureness::about:
            return "about";
        case Sureness::day:
            return "day";
    }
    return "about";
}

std::string utc_text(UnixMillis at) {
    const std::int64_t value = std::clamp(at.value, first_millis, last_millis);
    const auto millis = static_cast<int>(((value % 1000) + 1000) % 1000);
    std::string text = to_rfc3339(UnixMillis{value - millis});
    text.back() = '.';
    text.push_back(static_cast<char>('0' + millis / 100));
    append_two(text, millis % 100);
    text.push_back('Z');
    return text;
}

std::expected<UnixMillis, TimeError> time_from_utc_text(std::string_view text) noexcept {
    if (text.size() != 24) return std::unexpected(TimeError::malformed);
    return time_from_rfc3339(text);
}

std::string utc_cell(UnixMillis at) {
    std::string text = to_rfc3339(at);
    text.pop_back();
    text[10] = ' ';
    return text;
}

std::string zone_text(const Moment& moment) {
    if (!moment.zone) return {};
    const int minutes = std::abs(static_cast<int>(*moment.zone));
    std::string text(1, *moment.zone < 0 ? '-' : '+');
    append_two(text, minutes / 60);
    text.push_back(':');
    append_two(text, minutes % 60);
    return text;
}

std::string seconds_text(std::int64_t millis) {
    const auto size = static_cast<std::uint64_t>(millis < 0 ? -millis : millis);
    std::string fraction = std::to_string(size % 1000);
    fraction.insert(0, 3 - fraction.size(), '0');
    return joined({std::to_string(size / 1000), ".", fraction});
}

std::string local_cell(const Moment& moment) {
    if (!moment.zone) return {};
    std::string text = utc_cell(UnixMillis{moment.at.value + *moment.zone * minute});
    if (moment.sureness == Sureness::day) return text.substr(0, 10);
    text += ' ';
    text += zone_text(moment);
    return moment.sureness == Sureness::about ? joined({"about ", text}) : text;
}

}  // namespace holdfast::evidence
