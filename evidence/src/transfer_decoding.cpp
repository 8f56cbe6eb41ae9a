// SPDX-License-Identifier: Apache-2.0
// How mails carry text over seven bits: RFC 2045 (base64, quoted-printable) and RFC 2047 (encoded words in headers).
#include <algorithm>

#include "strip_steps.hpp"

namespace holdfast::evidence {
namespace {

constexpr int value_of_base64(char c) noexcept {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}
constexpr int value_of_hex(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
constexpr char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// "=?charset?B?text?=" at the start of `value`; its length, or 0.
std::size_t encoded_word(std::string_view value, std::string& charset, char& way, std::string_view& text) {
    if (!value.starts_with("=?")) return 0;
    const std::size_t first = value.find('?', 2);
    if (first == value.npos || first == 2 || first > 42 || first + 3 > value.size() || value[first + 2] != '?')
        return 0;
    const std::size_t end = value.find("?=", first + 3);
    if (end == value.npos) return 0;
    charset.assign(value.substr(2, first - 2));
    std::ranges::transform(charset, charset.begin(), lower);
    charset = charset.substr(0, charset.find('*'));  // a language (RFC 2231)
    way = lower(value[first + 1]);
    text = value.substr(first + 3, end - first - 3);
    return (way == 'b' || way == 'q') && !text.contains(' ') && !text.contains('\n') ? end + 2 : 0;
}

bool is_blank(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
}

/// Encoded words that follow each other in one character set are one text; it may not be words.
struct Gathered {
    std::string charset;
    std::string bytes;
    std::size_t source = 0;
};
void put(std::string& out, Gathered& run, Cuts& cuts) {
    if (run.source == 0) return;
    if (const auto words = as_words(run.bytes, run.charset)) {
        std::string line = *words;
        std::ranges::replace(line, '\n', ' ');
        out += line;
    } else {
        cuts.add(CutRule::header, run.source);
        out += left_out;
    }
    run = {};
}

}  // namespace

std::string decode_base64(std::string_view body) {
    std::string out;
    out.reserve(body.size() / 4 * 3);
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const char c : body) {
        const int value = value_of_base64(c);
        if (value < 0) continue;
        bits = bits << 6U | static_cast<std::uint32_t>(value);
        held += 6;
        if (held >= 8) {
            held -= 8;
            out += static_cast<char>(bits >> held & 0xFFU);
        }
    }
    return out;
}

std::string decode_quoted_printable(std::string_view body) {
    std::string out;
    out.reserve(body.size());
    for (std::size_t i = 0; i < body.size(); ++i) {
        if (body[i] != '=') {
            out += body[i];
            continue;
        }
        const std::size_t after = body.find_first_not_of(" \t", i + 1);
        const bool soft = after != body.npos && (body[after] == '\n' || body.substr(after).starts_with("\r\n"));
        const int high = i + 1 < body.size() ? value_of_hex(body[i + 1]) : -1;
        const int low = i + 2 < body.size() ? value_of_hex(body[i + 2]) : -1;
        if (high >= 0 && low >= 0) {
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else if (soft) {
            i = body[after] == '\n' ? after : after + 1;
        } else {
            out += '=';
        }
    }
    return out;
}

std::string decode_header(std::string_view value, Cuts& cuts) {
    std::string out;
    Gathered run;
    std::string charset;
    for (std::size_t at = 0; at < value.size();) {
        char way = 0;
        std::string_view text;
        const std::size_t start = std::min(value.find("=?", at), value.size());
        const std::size_t length = encoded_word(value.substr(start), charset, way, text);
        const std::string_view between = value.substr(at, start - at);
        const bool goes_on = run.source != 0 && length != 0 && is_blank(between) && run.charset == charset;
        if (!goes_on) {
            put(out, run, cuts);
            const auto plain = as_words(between, {});
            if (!plain) cuts.add(CutRule::header, between.size());
            out += plain.value_or(std::string(left_out));
        }
        if (length == 0) {
            at = start;
            if (start < value.size()) {
                out += value.substr(start, 2);
                at += 2;
            }
            continue;
        }
        run.charset = charset;
        run.source += length;
        if (way == 'b') {
            run.bytes += decode_base64(text);
        } else {
            std::string spaced(text);
            std::ranges::replace(spaced, '_', ' ');
            run.bytes += decode_quoted_printable(spaced);
        }
        at = start + length;
    }
    put(out, run, cuts);
    return out;
}

}  // namespace holdfast::evidence
