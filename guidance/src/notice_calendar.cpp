// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/notice_calendar.hpp"

#include <algorithm>
#include <vector>

#include "holdfast/core/utf8.hpp"

namespace holdfast::guidance {
namespace {

// "20261122T080000Z"
std::string stamp(UnixMillis time) {
    std::string text = to_rfc3339(time);
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

// RFC 5545, section 3.3.11.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == ';' || c == ',') out += '\\';
        if (c == '\n')
            out += "\\n";
        else if (static_cast<unsigned char>(c) >= 0x20)
            out += c;
    }
    return out;
}

// RFC 5545, section 3.1: at most 75 bytes, and the next line begins with a blank.
void append_folded(std::string& to, std::string_view line) {
    std::size_t column = 0;
    while (!line.empty()) {
        const std::size_t size = std::max<std::size_t>(utf8_sequence(line), 1);
        if (column + size > 75) {
            to += "\r\n ";
            column = 1;
        }
        to += line.substr(0, size);
        column += size;
        line.remove_prefix(size);
    }
    to += "\r\n";
}

}  // namespace

std::string calendar_file(const NoticeBook& book, std::span<const UnixMillis> times, UnixMillis now, const Id128& id,
                          Language language) {
    std::vector<UnixMillis> sorted(times.begin(), times.end());
    std::ranges::sort(sorted);
    sorted.erase(std::ranges::unique(sorted).begin(), sorted.end());
    const std::string title = escaped(book.words.calendar_title.in(language));
    const std::string text = escaped(book.words.calendar_text.in(language));
    std::string out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Reminders//EN\r\nCALSCALE:GREGORIAN\r\n";
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        out += "BEGIN:VEVENT\r\n";
        append_folded(out, "UID:" + to_hex(id) + "-" + std::to_string(i));
        append_folded(out, "DTSTAMP:" + stamp(now));
        append_folded(out, "DTSTART:" + stamp(sorted[i]));
        append_folded(out, "DURATION:PT15M");
        append_folded(out, "SUMMARY:" + title);
        append_folded(out, "DESCRIPTION:" + text);
        out += "CLASS:PRIVATE\r\nTRANSP:TRANSPARENT\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:PT0S\r\n";
        append_folded(out, "DESCRIPTION:" + title);
        out += "END:VALARM\r\nEND:VEVENT\r\n";
    }
    return out + "END:VCALENDAR\r\n";
}

}  // namespace holdfast::guidance
