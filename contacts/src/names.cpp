// SPDX-License-Identifier: Apache-2.0
#include "names.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "holdfast/contacts/contact_list.hpp"
#include "holdfast/core/utf8.hpp"

namespace holdfast::contacts {
namespace {

bool is_continuation(char byte) noexcept {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// U+0000 to U+001F, U+007F, and U+0080 to U+009F. `sequence` is one character.
bool is_control(std::string_view sequence) noexcept {
    const auto first = static_cast<unsigned char>(sequence.front());
    if (sequence.size() == 1) return first < 0x20 || first == 0x7F;
    return sequence.size() == 2 && first == 0xC2 && static_cast<unsigned char>(sequence[1]) < 0xA0;
}

void append_character(std::string& to, std::uint32_t code) {
    if (code < 0x80) {
        to += static_cast<char>(code);
    } else if (code < 0x800) {
        to += static_cast<char>(0xC0U | (code >> 6U));
        to += static_cast<char>(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        to += static_cast<char>(0xE0U | (code >> 12U));
        to += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
        to += static_cast<char>(0x80U | (code & 0x3FU));
    } else {
        to += static_cast<char>(0xF0U | (code >> 18U));
        to += static_cast<char>(0x80U | ((code >> 12U) & 0x3FU));
        to += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
        to += static_cast<char>(0x80U | (code & 0x3FU));
    }
}

// What stands between & and ;
std::optional<std::uint32_t> code_of(std::string_view entity) noexcept {
    static constexpr std::array<std::pair<std::string_view, std::uint32_t>, 5> named{
        {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"nbsp", 0xA0}}};
    for (const auto& [name, code] : named)
        if (entity == name) return code;
    if (!entity.starts_with('#')) return std::nullopt;
    const bool is_hex = entity.starts_with("#x") || entity.starts_with("#X");
    const std::string_view digits = entity.substr(is_hex ? 2 : 1);
    std::uint32_t code = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, is_hex ? 16 : 10);
    const bool is_whole = error == std::errc{} && end == digits.data() + digits.size();
    const bool is_character = code != 0 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    return is_whole && is_character ? std::optional(code) : std::nullopt;
}

}  // namespace

std::optional<std::string> without_mojibake(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size());
    bool has_high = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto first = static_cast<unsigned char>(text[i]);
        if (first < 0x80) {
            bytes += text[i];
        } else if ((first == 0xC2 || first == 0xC3) && i + 1 < text.size()) {
            bytes += static_cast<char>(((first & 0x03U) << 6U) | (static_cast<unsigned char>(text[++i]) & 0x3FU));
            has_high = true;
        } else {
            return std::nullopt;
        }
    }
    if (!has_high || !is_utf8(bytes)) return std::nullopt;
    return bytes;
}

std::string shown_name(std::string_view text) {
    std::string shown;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t size = std::max<std::size_t>(1, utf8_sequence(text.substr(i)));
        const std::string_view character = text.substr(i, size);
        i += size;
        if (is_control(character)) {
            if (!shown.empty() && shown.back() != ' ') shown += ' ';
        } else if (!(shown.empty() && character == " ")) {
            shown += character;
        }
    }
    if (shown.size() > longest_name) {
        std::size_t end = longest_name;
        while (end > 0 && is_continuation(shown[end])) --end;
        shown.resize(end);
    }
    while (shown.ends_with(' ')) shown.pop_back();
    return shown;
}

std::string_view account_of(std::string_view url) noexcept {
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos) return {};
    std::string_view path = url.substr(scheme + 3);
    const auto slash = path.find('/');
    if (slash == std::string_view::npos) return {};
    path = path.substr(slash + 1);
    path = path.substr(0, path.find_first_of("?#"));
    if (path.starts_with("_u/")) path = path.substr(3);
    return path.substr(0, path.find('/'));
}

std::string without_entities(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto end = text[i] == '&' ? text.substr(i, 12).find(';') : std::string_view::npos;
        const auto code = end == std::string_view::npos ? std::nullopt : code_of(text.substr(i + 1, end - 1));
        if (code) {
            append_character(plain, *code);
            i += end;
        } else {
            plain += text[i];
        }
    }
    return plain;
}

}  // namespace holdfast::contacts
