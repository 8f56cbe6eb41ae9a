// SPDX-License-Identifier: Apache-2.0
#include "shown_text.hpp"

#include <cstdint>

#include "holdfast/core/utf8.hpp"

namespace holdfast::evidence {
namespace {

enum class Breaks : std::uint8_t { marked, kept };

char32_t code_point(std::string_view sequence) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(sequence[i]); };
    switch (sequence.size()) {
        case 1:
            return byte(0);
        case 2:
            return (byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU);
        case 3:
            return (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
        default:
            return (byte(0) & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U | (byte(3) & 0x3FU);
    }
}

/// Controls, and the format characters that reorder or hide text (Unicode Annex 9; the Default_Ignorable ones that
/// names are disguised with). The zero-width joiner and variation selectors stay: emoji and several scripts need them.
bool is_hidden(char32_t c) noexcept {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x061C || c == 0x115F || c == 0x1160 ||
           c == 0x180E || c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0x3164 || c == 0xFEFF || c == 0xFFA0 || (c >= 0xFFF9 && c <= 0xFFFB) ||
           (c >= 0xE0000 && c <= 0xE007F);
}

void append_code(std::string& to, char32_t c) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    to += "[U+";
    for (unsigned shift = c > 0xFFFF ? 20U : 16U; shift > 0;) {
        shift -= 4;
        to.push_back(digits[c >> shift & 15U]);
    }
    to.push_back(']');
}

std::string shown(std::string_view text, Breaks breaks) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t size = utf8_sequence(text);
        if (size == 0) {
            out += "\xEF\xBF\xBD";
            text.remove_prefix(1);
            continue;
        }
        const std::string_view one = text.substr(0, size);
        text.remove_prefix(size);
        if (one == "\r" && text.starts_with('\n')) continue;
        if (one == "\n" || one == "\r") {
            out += breaks == Breaks::kept ? "\n" : " / ";
        } else if (one == "\t") {
            out += ' ';
        } else if (const char32_t c = code_point(one); is_hidden(c)) {
            append_code(out, c);
        } else {
            out += one;
        }
    }
    return out;
}

}  // namespace

std::string one_line(std::string_view text) {
    return shown(text, Breaks::marked);
}
std::string many_lines(std::string_view text) {
    return shown(text, Breaks::kept);
}

std::string html_text(std::string_view text) {
    std::string out;
    for (const char c : one_line(text)) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

}  // namespace holdfast::evidence
