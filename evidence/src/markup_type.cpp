// SPDX-License-Identifier: Apache-2.0
#include "markup_type.hpp"

#include <algorithm>
#include <array>

#include "holdfast/core/utf8.hpp"

namespace holdfast::evidence {
namespace {

using namespace std::string_view_literals;

constexpr char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
constexpr bool is_blank(char c) noexcept {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool starts_like(std::string_view text, std::string_view word) noexcept {
    return text.size() >= word.size() && std::ranges::equal(text.substr(0, word.size()), word, {}, lower, lower);
}
bool has_like(std::string_view text, std::string_view word) noexcept {
    return !std::ranges::search(text, word, {}, lower, lower).empty();
}

void skip_blanks(std::string_view& text) noexcept {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
}

/// Comments and declarations that may stand before the first element.
void skip_prologue(std::string_view& text) noexcept {
    for (;;) {
        skip_blanks(text);
        std::string_view end;
        if (text.starts_with("<!--")) {
            end = "-->";
        } else if (text.starts_with("<?")) {
            end = "?>";
        } else if (starts_like(text, "<!doctype svg")) {
            end = ">";
        } else {
            return;
        }
        const std::size_t at = text.find(end);
        if (at == text.npos) return;
        text.remove_prefix(at + end.size());
    }
}

FileType of_markup(std::string_view text) noexcept {
    skip_prologue(text);
    if (starts_like(text, "<svg")) return FileType::svg;
    static constexpr std::array tags{"<!doctype html"sv, "<html"sv, "<head"sv,  "<body"sv,   "<meta"sv,  "<title"sv,
                                     "<div"sv,           "<p>"sv,   "<table"sv, "<script"sv, "<style"sv, "<img"sv};
    if (std::ranges::any_of(tags, [&](auto tag) { return starts_like(text, tag); })) return FileType::html;
    // Some other XML: it may hold anything.
    return text.starts_with('<') && has_like(text, "<svg") ? FileType::svg : FileType::text;
}

bool is_header_name(std::string_view name) noexcept {
    return !name.empty() && name.size() <= 76 &&
           std::ranges::all_of(name, [](char c) { return c > ' ' && c < '\x7F'; });
}

/// The header of a mail (RFC 5322): lines of "Name: value", some of them those of every mail.
FileType of_mail(std::string_view text) noexcept {
    static constexpr std::array usual{"from"sv,         "to"sv,           "subject"sv,     "date"sv,
                                      "received"sv,     "message-id"sv,   "return-path"sv, "mime-version"sv,
                                      "delivered-to"sv, "content-type"sv, "reply-to"sv};
    unsigned seen = 0;
    unsigned found = 0;
    bool related = false;
    bool saved = false;
    bool last_related = false;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) break;
        if (line.front() == ' ' || line.front() == '\t') {
            if (seen == 0) return FileType::text;
            related = related || (last_related && has_like(line, "multipart/related"));
            continue;
        }
        const std::size_t colon = line.find(':');
        if (colon == line.npos || !is_header_name(line.substr(0, colon))) return FileType::text;
        const std::string_view name = line.substr(0, colon);
        ++seen;
        last_related = starts_like(name, "content-type");
        related = related || (last_related && has_like(line, "multipart/related"));
        saved = saved || starts_like(line, "from: <saved by") || starts_like(line, "snapshot-content-location");
        found +=
            std::ranges::any_of(usual, [&](auto each) { return each.size() == name.size() && starts_like(name, each); })
                ? 1U
                : 0U;
    }
    if (related && (saved || found <= 4)) return FileType::mhtml;
    return found >= 2 ? FileType::eml : FileType::text;
}

FileType of_json_or_text(std::string_view text) noexcept {
    const char open = text.empty() ? ' ' : text.front();
    if (open != '{' && open != '[') return FileType::text;
    text.remove_prefix(1);
    skip_blanks(text);
    if (open == '{') return text.starts_with('"') || text.starts_with('}') ? FileType::json : FileType::text;
    constexpr std::string_view number = "-+.0123456789eE";
    if (!text.empty() && (text.front() == '-' || (text.front() >= '0' && text.front() <= '9'))) {
        // "[20/11/2026, 18:45:00] River" is how a phone writes a chat, and no list of numbers.
        text.remove_prefix(std::min(text.find_first_not_of(number), text.size()));
        skip_blanks(text);
        return text.empty() || text.front() == ',' || text.front() == ']' ? FileType::json : FileType::text;
    }
    for (const std::string_view word : {"true", "false", "null"}) {
        if (text.starts_with(word)) return FileType::json;
    }
    return !text.empty() && std::string_view("]{[\"").contains(text.front()) ? FileType::json : FileType::text;
}

/// The start of a character whose rest is not there.
bool is_cut_character(std::string_view tail) noexcept {
    const auto lead = static_cast<unsigned char>(tail[0]);
    const std::size_t size = lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
    return lead <= 0xF4 && tail.size() < size &&
           std::ranges::all_of(tail.substr(1), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; });
}

/// Well-formed UTF-8 without control characters that no text has; a character cut off at the very end is let pass.
bool is_words(std::string_view text) noexcept {
    for (std::size_t cut = 1; cut <= 3 && cut <= text.size(); ++cut) {
        if (is_cut_character(text.substr(text.size() - cut))) {
            text.remove_suffix(cut);
            break;
        }
    }
    return is_utf8(text) && std::ranges::none_of(text, [](char c) {
               const auto byte = static_cast<unsigned char>(c);
               return byte < 0x20 && !is_blank(c) && c != '\f' && c != '\v' && c != '\x1b';
           });
}

}  // namespace

FileType type_of_words(std::string_view head) noexcept {
    if (head.starts_with("\xFF\xFE"sv) || head.starts_with("\xFE\xFF"sv)) return FileType::text;  // UTF-16
    if (!is_words(head)) return FileType::unknown;
    if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
    skip_blanks(head);
    if (head.starts_with("{\\rtf") || head.starts_with("%!PS")) return FileType::unknown;
    if (head.starts_with('<')) return of_markup(head);
    if (head.starts_with("From ") && head.find('\n') != head.npos) {
        const FileType inside = of_mail(head.substr(head.find('\n') + 1));
        if (inside == FileType::eml || inside == FileType::mhtml) return FileType::mbox;
    }
    if (const FileType mail = of_mail(head); mail != FileType::text) return mail;
    return of_json_or_text(head);
}

}  // namespace holdfast::evidence
