// SPDX-License-Identifier: Apache-2.0
#include "holdfast/core/identifier.hpp"

#include <algorithm>
#include <chrono>

namespace holdfast {
namespace {

constexpr std::int64_t first_millis = -62'167'219'200'000;  // 0000-01-01T00:00:00Z
constexpr std::int64_t last_millis = 253'402'300'799'999;   // 9999-12-31T23:59:59.999Z

void append_padded(std::string& to, unsigned value, unsigned width) {
    std::array<char, 8> digits{};
    for (unsigned i = 0; i < width; ++i) {
        digits[width - 1 - i] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
    to.append(digits.data(), width);
}

// -1 when a character is not a digit.
constexpr int number(std::string_view text) noexcept {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

std::string to_hex(const Id128& id) {
    return to_hex(std::span<const std::byte>(id.bytes));
}
std::string to_hex(const Digest256& digest) {
    return to_hex(std::span<const std::byte>(digest.bytes));
}

std::expected<Id128, HexError> id_from_hex(std::string_view text) noexcept {
    Id128 id;
    if (const auto read = from_hex(text, id.bytes); !read) return std::unexpected(read.error());
    return id;
}

std::expected<Digest256, HexError> digest_from_hex(std::string_view text) noexcept {
    Digest256 digest;
    if (const auto read = from_hex(text, digest.bytes); !read) return std::unexpected(read.error());
    return digest;
}

std::string to_rfc3339(UnixMillis time) {
    using namespace std::chrono;
    const sys_time<milliseconds> t{milliseconds{std::clamp(time.value, first_millis, last_millis)}};
    const auto day = floor<days>(t);
    const year_month_day date{day};
    const hh_mm_ss clock{floor<seconds>(t - day)};
    std::string text;
    text.reserve(20);
    append_padded(text, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    text.push_back('-');
    append_padded(text, static_cast<unsigned>(date.month()), 2);
    text.push_back('-');
    append_padded(text, static_cast<unsigned>(date.day()), 2);
    text.push_back('T');
    append_padded(text, static_cast<unsigned>(clock.hours().count()), 2);
    text.push_back(':');
    append_padded(text, static_cast<unsigned>(clock.minutes().count()), 2);
    text.push_back(':');
    append_padded(text, static_cast<unsigned>(clock.seconds().count()), 2);
    text.push_back('Z');
    return text;
}

std::expected<UnixMillis, TimeError> time_from_rfc3339(std::string_view text) noexcept {
    using namespace std::chrono;
    const bool with_millis = text.size() == 24;
    if (text.size() != 20 && !with_millis) return std::unexpected(TimeError::malformed);
    if (text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
        text.back() != 'Z' || (with_millis && text[19] != '.')) {
        return std::unexpected(TimeError::malformed);
    }
    const int y = number(text.substr(0, 4));
    const int mo = number(text.substr(5, 2));
    const int d = number(text.substr(8, 2));
    const int h = number(text.substr(11, 2));
    const int mi = number(text.substr(14, 2));
    const int s = number(text.substr(17, 2));
    const int ms = with_millis ? number(text.substr(20, 3)) : 0;
    if (y < 0 || mo < 0 || d < 0 || h < 0 || mi < 0 || s < 0 || ms < 0) return std::unexpected(TimeError::malformed);
    const year_month_day date{year{y}, month{static_cast<unsigned>(mo)}, day{static_cast<unsigned>(d)}};
    if (!date.ok() || h > 23 || mi > 59 || s > 59) return std::unexpected(TimeError::out_of_range);
    const auto t = sys_days{date} + hours{h} + minutes{mi} + seconds{s} + milliseconds{ms};
    return UnixMillis{duration_cast<milliseconds>(t.time_since_epoch()).count()};
}

}  // namespace holdfast
