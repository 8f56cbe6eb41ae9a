// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/provenance.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace holdfast::guidance {
namespace {

bool is_page(std::string_view url) noexcept {
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return false;
    const std::string_view rest = url.substr(scheme + 3);
    return !rest.substr(0, rest.find_first_of("/?#")).ends_with(".invalid");
}

void append_padded(std::string& to, unsigned number, std::size_t digits) {
    std::string text = std::to_string(number);
    if (text.size() < digits) text.insert(0, digits - text.size(), '0');
    to += text;
}

}  // namespace

std::optional<std::chrono::sys_days> day_from_text(std::string_view text) noexcept {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t size, auto& value) {
        const char* const end = text.data() + at + size;
        const auto [stop, error] = std::from_chars(text.data() + at, end, value);
        return error == std::errc{} && stop == end;
    };
    // from_chars would take a sign for the year.
    if (text[0] == '-' || !number(0, 4, year) || !number(5, 2, month) || !number(8, 2, day)) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days{date};
}

std::string to_text(std::chrono::sys_days day) {
    const std::chrono::year_month_day date{day};
    std::string text;
    append_padded(text, static_cast<unsigned>(std::clamp(static_cast<int>(date.year()), 0, 9'999)), 4);
    text += '-';
    append_padded(text, static_cast<unsigned>(date.month()), 2);
    text += '-';
    append_padded(text, static_cast<unsigned>(date.day()), 2);
    return text;
}

Sureness Provenance::of(std::string_view field) const noexcept {
    const auto found =
        std::ranges::find(unsure, field, [](const UnsureField& one) -> std::string_view { return one.field; });
    return found == unsure.end() ? sure : std::max(sure, found->sure);
}

std::string_view Provenance::check_page() const noexcept {
    // `sure` speaks of what is shown; the address to check it at was read unless `unsure` names it.
    const auto named = std::ranges::find(unsure, std::string_view("check_at"),
                                         [](const UnsureField& one) -> std::string_view { return one.field; });
    if (named == unsure.end() && !check_at.empty()) return check_at;
    for (const auto& source : sources)
        if (is_page(source.url)) return source.url;
    return check_at;
}

}  // namespace holdfast::guidance
