// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/embedded_media.hpp"

#include <algorithm>
#include <array>
#include <bitset>

#include "holdfast/core/utf8.hpp"

namespace holdfast::evidence {
namespace {

using namespace std::string_view_literals;

/// Base64 of anything but words uses most of its 64 characters; "aaaa…" and rows of dashes do not.
constexpr std::size_t least_distinct = 24;
/// Base64 is wrapped at 60, 64 or 76 characters, and where it is to be hidden at any length, in lines of one length; a
/// list of names has short lines of many lengths.
constexpr std::size_t least_wrapped_line = 40;
/// Bytes as hexadecimal or decimal digits: fewer characters, and more of them than any checksum or number has.
constexpr std::size_t longest_plain_digits = 2'048;
constexpr std::size_t least_distinct_digits = 10;

constexpr char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
constexpr bool is_base64(char c) noexcept {
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/' || c == '-' ||
           c == '_';
}
constexpr bool is_break(char c) noexcept {
    return c == '\r' || c == '\n';
}

bool starts_like(std::string_view text, std::string_view word) noexcept {
    return text.size() >= word.size() && std::ranges::equal(text.substr(0, word.size()), word, {}, lower);
}

/// Past blanks, line breaks that are folded, and JSON's escapes of a slash.
std::string_view without_blanks(std::string_view text) noexcept {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || is_break(text.front())))
        text.remove_prefix(1);
    return text;
}

bool is_medium(std::string_view type) noexcept {
    static constexpr std::array media{"image"sv,           "video"sv,          "audio"sv, "application/octet-stream"sv,
                                      "application/pdf"sv, "application/zip"sv};
    return std::ranges::any_of(media, [&](auto each) { return starts_like(type, each); });
}

/// Whether a long run of base64 begins at `at`; `end` is set behind the run. Lines that are long enough to be wrapped
/// base64 go on in the next one, also where they are indented or quoted with ">", and where breaks and slashes are
/// JSON's escapes.
bool is_long_run(std::string_view file, std::size_t at, std::size_t& end) noexcept {
    std::bitset<128> seen;
    std::size_t length = 0;
    std::size_t in_line = 0;
    std::size_t first_line = 0;
    std::size_t line_start = at;
    std::size_t i = at;
    for (; i < file.size(); ++i) {
        const char c = file[i];
        const char next = i + 1 < file.size() ? file[i + 1] : ' ';
        const bool escape = c == '\\' && (next == 'n' || next == 'r');
        if (is_base64(c)) {
            seen.set(static_cast<unsigned char>(c));
            ++length;
            ++in_line;
        } else if (is_break(c) || escape) {
            if (first_line == 0) first_line = in_line;
            const bool short_lines = first_line < least_wrapped_line;
            if (short_lines && in_line != 0 && in_line != first_line) {
                i = line_start;  // a word of the text stood above it
                break;
            }
            if (!short_lines && in_line != 0 && in_line < least_wrapped_line) break;
            line_start = i + (escape ? 2U : 1U);
            in_line = 0;
            i += escape ? 1U : 0U;
        } else if (c == '\\' && next == '/') {
            continue;  // the slash itself counts
        } else if (in_line != 0 || (c != ' ' && c != '\t' && c != '>')) {
            break;
        }
    }
    end = std::max(i, at + 1);
    return (length >= longest_plain_run && seen.count() >= least_distinct) ||
           (length >= longest_plain_digits && seen.count() >= least_distinct_digits);
}

std::size_t line_end(std::string_view text, std::size_t at) noexcept {
    return std::min(text.find('\n', at), text.size());
}

/// "begin 644 name", then lines that say their own length.
bool is_uuencode(std::string_view line) noexcept {
    if (!line.starts_with("begin ") || line.size() < 12) return false;
    const std::size_t first = line.find('\n');
    if (first == line.npos || first + 2 >= line.size()) return false;
    return line[6] >= '0' && line[6] <= '7' && line[7] >= '0' && line[7] <= '7' && line[8] >= '0' && line[8] <= '7' &&
           line[first + 1] == 'M';
}
/// Behind the last line that is as long as it says.
std::size_t uuencode_end(std::string_view text, std::size_t at) noexcept {
    for (at = line_end(text, at); at < text.size();) {
        const std::size_t end = line_end(text, at + 1);
        std::string_view line = text.substr(at + 1, end - at - 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        const std::size_t bytes = line.empty() ? 0 : (static_cast<unsigned char>(line.front()) - 32U) & 63U;
        if (line != "end" && (line.empty() || line.size() < 1 + (bytes + 2) / 3 * 4)) break;
        at = end;
        if (line == "end") break;
    }
    return std::max(at, std::size_t{1});
}

/// Behind an address: it has no blank, quote or bracket in it.
std::size_t address_end(std::string_view text, std::size_t at) noexcept {
    at += 5;  // "data:"
    at = text.size() - without_blanks(text.substr(at)).size();
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '\\' && at + 1 < text.size() && text[at + 1] == '/') continue;
        if (static_cast<unsigned char>(c) <= ' ' || std::string_view("\"'`<>()\\").contains(c)) break;
    }
    return at;
}

/// Behind the line that `name` (a header's) stands in, with what is folded into it.
std::size_t header_end(std::string_view text, std::size_t at, std::size_t name) noexcept {
    return line_end(text, text.size() - without_blanks(text.substr(at + name)).size());
}

}  // namespace

std::string_view to_text(EmbeddedMedia found) noexcept {
    switch (found) {
        case EmbeddedMedia::not_words:
            return "not-words";
        case EmbeddedMedia::data_uri:
            return "data-uri";
        case EmbeddedMedia::mail_part:
            return "mail-part";
        case EmbeddedMedia::encoded:
            return "encoded";
    }
    return "not-words";
}

std::optional<FoundMedium> next_medium(std::string_view text, std::size_t from) noexcept {
    static constexpr std::string_view type_name = "content-type:";
    static constexpr std::string_view disposition_name = "content-disposition:";
    std::size_t run_end = 0;
    for (std::size_t at = from; at < text.size(); ++at) {
        const std::string_view rest = text.substr(at);
        const bool line_start = at == 0 || is_break(text[at - 1]);
        if (lower(rest.front()) == 'd' && starts_like(rest, "data:") && is_medium(without_blanks(rest.substr(5))))
            return FoundMedium{at, address_end(text, at), EmbeddedMedia::data_uri};
        if (line_start && starts_like(rest, type_name) && is_medium(without_blanks(rest.substr(type_name.size()))))
            return FoundMedium{at, header_end(text, at, type_name.size()), EmbeddedMedia::mail_part};
        if (line_start && starts_like(rest, disposition_name) &&
            starts_like(without_blanks(rest.substr(disposition_name.size())), "attachment"))
            return FoundMedium{at, header_end(text, at, disposition_name.size()), EmbeddedMedia::mail_part};
        if (line_start && is_uuencode(rest)) return FoundMedium{at, uuencode_end(text, at), EmbeddedMedia::encoded};
        if (at >= run_end && is_base64(rest.front()) && is_long_run(text, at, run_end))
            return FoundMedium{at, run_end, EmbeddedMedia::encoded};
    }
    return std::nullopt;
}

std::expected<void, EmbeddedMedia> holds_words_alone(std::string_view file) noexcept {
    if (!is_utf8(file) || file.contains('\0')) return std::unexpected(EmbeddedMedia::not_words);
    if (const auto found = next_medium(file, 0)) return std::unexpected(found->what);
    return {};
}

}  // namespace holdfast::evidence
