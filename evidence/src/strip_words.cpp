// SPDX-License-Identifier: Apache-2.0
// Bytes of a text as words, or nothing.
#include <algorithm>
#include <array>

#include "holdfast/core/utf8.hpp"
#include "holdfast/evidence/embedded_media.hpp"
#include "holdfast/sealing/digest.hpp"
#include "strip_steps.hpp"

namespace holdfast::evidence {
namespace {

/// Of its characters at most one in so many may be one that cannot be read.
constexpr std::size_t readable_share = 4;

/// 0x80 to 0x9F of windows-1252 (the WHATWG's table, encoding.spec.whatwg.org, read 2026-11-22); 0: no character.
constexpr std::array<char16_t, 32> windows_1252{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

bool is_western(std::string_view charset) noexcept {
    static constexpr std::array<std::string_view, 6> names{"iso-8859-1",   "iso-8859-15", "latin1",
                                                           "windows-1252", "cp1252",      "us-ascii"};
    return charset.empty() || std::ranges::find(names, charset) != names.end();
}

void put_character(std::string& to, char16_t code) {
    if (code < 0x80) {
        to += static_cast<char>(code);
    } else if (code < 0x800) {
        to += static_cast<char>(0xC0U | code >> 6U);
        to += static_cast<char>(0x80U | (code & 0x3FU));
    } else {
        to += static_cast<char>(0xE0U | code >> 12U);
        to += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
        to += static_cast<char>(0x80U | (code & 0x3FU));
    }
}

/// Each byte that is part of no character is one of `table`, or U+FFFD; how many of those there are is counted.
std::string as_utf8(std::string_view bytes, bool western, std::size_t& unread) {
    std::string out;
    out.reserve(bytes.size());
    while (!bytes.empty()) {
        const std::size_t length = utf8_sequence(bytes);
        if (length != 0) {
            out += bytes.substr(0, length);
            bytes.remove_prefix(length);
            continue;
        }
        const auto byte = static_cast<unsigned char>(bytes.front());
        const char16_t code = !western ? char16_t{0} : byte < 0xA0 ? windows_1252[byte - 0x80U] : char16_t{byte};
        put_character(out, code == 0 ? char16_t{0xFFFD} : code);
        ++unread;
        bytes.remove_prefix(1);
    }
    return out;
}

/// Control characters that a text has.
constexpr bool is_layout(char c) noexcept {
    return c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

}  // namespace

std::optional<std::string> as_words(std::string_view bytes, std::string_view charset) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    const bool controls = std::ranges::any_of(
        bytes, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && !is_layout(c)) || c == '\x7F'; });
    if (controls) return std::nullopt;
    const auto start = sealing::as_bytes(bytes);
    const FileType type = type_of(start, start);
    const TypeClass of = class_of(type);
    const bool other_kind = of == TypeClass::picture || of == TypeClass::video || of == TypeClass::sound ||
                            type == FileType::pdf || type == FileType::zip || type == FileType::wacz;
    if (other_kind && !bytes.empty()) return std::nullopt;
    std::size_t unread = 0;
    std::string text = as_utf8(bytes, is_western(charset), unread);
    if (unread > bytes.size() / readable_share) return std::nullopt;
    // Every way to end a line becomes LF.
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
        out += c == '\r' || c == '\f' || c == '\v' ? '\n' : c;
    }
    return out;
}

std::string without_media(std::string_view text, Cuts& cuts) {
    std::string out;
    std::size_t at = 0;
    while (const auto found = next_medium(text, at)) {
        out += text.substr(at, found->begin - at);
        out += left_out;
        cuts.add(found->what == EmbeddedMedia::data_uri    ? CutRule::data_uri
                 : found->what == EmbeddedMedia::mail_part ? CutRule::mail_part
                                                           : CutRule::encoded,
                 found->end - found->begin);
        at = found->end;
        // A run that follows at once belongs to it.
        if (at < text.size() && text[at] != '\n') out += ' ';
    }
    out += text.substr(at);
    return out;
}

}  // namespace holdfast::evidence
