// SPDX-License-Identifier: Apache-2.0
#include "http/http_date.hpp"

#include <array>
#include <string_view>

namespace holdfast::server {
namespace {

void append_padded(std::string& out, unsigned number, int digits) {
    unsigned scale = 1;
    for (int i = 1; i < digits; ++i) scale *= 10;
    for (; scale > 0; scale /= 10) out.push_back(static_cast<char>('0' + number / scale % 10));
}

}  // namespace

std::string http_date(std::chrono::sys_seconds time) {
    constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    std::string out;
    out.append(days[std::chrono::weekday(day).c_encoding()]).append(", ");
    append_padded(out, static_cast<unsigned>(date.day()), 2);
    out.append(" ").append(months[static_cast<unsigned>(date.month()) - 1]).append(" ");
    append_padded(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    out.append(" ");
    append_padded(out, static_cast<unsigned>(clock.hours().count()), 2);
    out.append(":");
    append_padded(out, static_cast<unsigned>(clock.minutes().count()), 2);
    out.append(":");
    append_padded(out, static_cast<unsigned>(clock.seconds().count()), 2);
    out.append(" GMT");
    return out;
}

}  // namespace holdfast::server
