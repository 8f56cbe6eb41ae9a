// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/notice_facts.hpp"

#include <algorithm>

#include "holdfast/core/utf8.hpp"

namespace holdfast::guidance {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

char32_t decode(std::string_view sequence) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(sequence[i])); };
    switch (sequence.size()) {
        case 1:
            return byte(0);
        case 2:
            return ((byte(0) & 0x1FU) << 6U) | (byte(1) & 0x3FU);
        case 3:
            return ((byte(0) & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
        default:
            return ((byte(0) & 0x07U) << 18U) | ((byte(1) & 0x3FU) << 12U) | ((byte(2) & 0x3FU) << 6U) |
                   (byte(3) & 0x3FU);
    }
}

// Direction marks, joiners of nothing, byte order mark, soft hyphen, tags: what is read is then what stands there.
// U+200C and U+200D stay: scripts need them.
bool is_unseen(char32_t c) noexcept {
    return c == 0xAD || c == 0x61C || c == 0x180E || c == 0x200B || c == 0x200E || c == 0x200F ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
           (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

bool is_control(char32_t c) noexcept {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029;
}

CleanText clean(std::string_view typed, std::size_t most, bool lines) {
    CleanText out;
    while (!typed.empty()) {
        const std::size_t size = utf8_sequence(typed);
        std::string_view piece = typed.substr(0, std::max<std::size_t>(size, 1));
        typed.remove_prefix(piece.size());
        if (size == 0) {
            piece = replacement;
            out.changed = true;
        } else if (const char32_t c = decode(piece); is_unseen(c)) {
            out.changed = true;
            continue;
        } else if (c == '\r' && typed.starts_with('\n')) {
            continue;
        } else if (is_control(c) && !(lines && c == '\n')) {
            // A tab is a space to whoever typed it.
            if (c != '\t') out.changed = true;
            piece = " ";
        }
        if (out.text.size() + piece.size() > most) {
            out.changed = true;
            break;
        }
        out.text += piece;
    }
    const auto first = out.text.find_first_not_of(" \n");
    const auto last = out.text.find_last_not_of(" \n");
    out.text = first == std::string::npos ? std::string() : out.text.substr(first, last - first + 1);
    return out;
}

bool is_letter_or_digit(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// The host part with what surrounds it taken off; empty where the text is no web address.
std::string_view bare_host(std::string_view url) noexcept {
    const auto lower_equals = [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    };
    const auto begins = [&](std::string_view with) {
        return url.size() >= with.size() && std::ranges::equal(url.substr(0, with.size()), with, lower_equals);
    };
    std::size_t skip = 0;
    if (begins("https://"))
        skip = 8;
    else if (begins("http://"))
        skip = 7;
    else
        return {};
    url.remove_prefix(skip);
    url = url.substr(0, url.find_first_of("/?#\\"));
    if (const auto user = url.rfind('@'); user != std::string_view::npos) url.remove_prefix(user + 1);
    if (url.starts_with('[')) return url.substr(0, url.find(']'));
    return url.substr(0, url.find(':'));
}

}  // namespace

CleanText clean_line(std::string_view typed, std::size_t most) {
    return clean(typed, most, false);
}

CleanText clean_lines(std::string_view typed, std::size_t most) {
    return clean(typed, most, true);
}

bool is_web_address(std::string_view text) noexcept {
    if (text.size() > longest_notice_url || std::ranges::any_of(text, [](char c) {
            return c == ' ' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '<' || c == '>' || c == '"';
        }))
        return false;
    const std::string_view host = bare_host(text);
    return host.size() >= 4 && host.find('.') != std::string_view::npos && !host.starts_with('.');
}

std::string host_of(std::string_view url) {
    if (!is_web_address(url)) return {};
    std::string host(bare_host(url));
    for (char& c : host) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (host.starts_with("www.")) host.erase(0, 4);
    if (host.ends_with('.')) host.pop_back();
    if (host.size() > 253 || host.find('.') == std::string::npos) return {};
    const bool plain = std::ranges::all_of(host, [](char c) { return is_letter_or_digit(c) || c == '.' || c == '-'; });
    return plain ? host : std::string();
}

bool is_mail_address(std::string_view text) noexcept {
    const auto at = text.find('@');
    if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) return false;
    const std::string_view local = text.substr(0, at);
    const std::string_view domain = text.substr(at + 1);
    constexpr std::string_view extra = "!#$%&'*+-/=?^_`{|}~.";
    if (!std::ranges::all_of(local,
                             [&](char c) { return is_letter_or_digit(c) || extra.find(c) != std::string_view::npos; }))
        return false;
    if (local.starts_with('.') || local.ends_with('.') || local.find("..") != std::string_view::npos) return false;
    if (domain.find('.') == std::string_view::npos || domain.starts_with('.') || domain.ends_with('.') ||
        domain.starts_with('-') || domain.ends_with('-') || domain.find("..") != std::string_view::npos)
        return false;
    return std::ranges::all_of(domain, [](char c) { return is_letter_or_digit(c) || c == '.' || c == '-'; });
}

}  // namespace holdfast::guidance
