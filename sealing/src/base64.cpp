// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/base64.hpp"

#include <array>

namespace holdfast::sealing {
namespace {

constexpr std::string_view standard_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view url_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// Arithmetic rather than a table: secrets pass through here, and a table's cache lines would tell about them.
constexpr char letter(unsigned value, bool url) noexcept {
    const int v = static_cast<int>(value);
    const auto at_least = [v](int bound) { return (bound - 1 - v) >> 31; };  // all ones when v >= bound
    int c = v + 'A';
    c += at_least(26) & (('a' - 26) - 'A');
    c += at_least(52) & (('0' - 52) - ('a' - 26));
    c += at_least(62) & (((url ? '-' : '+') - 62) - ('0' - 52));
    c += at_least(63) & (((url ? '_' : '/') - 63) - ((url ? '-' : '+') - 62));
    return static_cast<char>(c);
}

// -1 for a character outside the alphabet; without branches on the character.
constexpr int value_of(char character, bool url) noexcept {
    const int c = static_cast<unsigned char>(character);
    const auto within = [c](int low, int high) { return ((low - 1 - c) & (c - high - 1)) >> 31; };
    const auto is = [&within](int one) { return within(one, one); };
    int value = -1;
    value += within('A', 'Z') & (c - 'A' + 1);
    value += within('a', 'z') & (c - 'a' + 26 + 1);
    value += within('0', '9') & (c - '0' + 52 + 1);
    value += is(url ? '-' : '+') & (62 + 1);
    value += is(url ? '_' : '/') & (63 + 1);
    return value;
}

constexpr bool alphabets_agree() {
    for (unsigned i = 0; i < 64; ++i) {
        if (letter(i, false) != standard_alphabet[i] || letter(i, true) != url_alphabet[i]) return false;
        if (value_of(standard_alphabet[i], false) != static_cast<int>(i)) return false;
        if (value_of(url_alphabet[i], true) != static_cast<int>(i)) return false;
    }
    return value_of('=', false) == -1 && value_of('-', false) == -1 && value_of('+', true) == -1;
}
static_assert(alphabets_agree());

// The text without its padding, or why it has none such.
std::expected<std::string_view, Base64Error> without_padding(std::string_view text, Base64Form form) noexcept {
    if (form == Base64Form::padded) {
        if (text.size() % 4 != 0) return std::unexpected(Base64Error::wrong_length);
        for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
    }
    if (text.size() % 4 == 1) return std::unexpected(Base64Error::wrong_length);
    return text;
}

constexpr std::size_t decoded_size(std::size_t letters) noexcept {
    return letters / 4 * 3 + letters % 4 * 6 / 8;
}

}  // namespace

std::string to_base64(std::span<const std::byte> bytes, Base64Form form) {
    const bool url = form == Base64Form::url;
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    unsigned bits = 0;
    unsigned held = 0;
    for (const std::byte b : bytes) {
        bits = (bits << 8U) | static_cast<unsigned>(b);
        held += 8;
        while (held >= 6) {
            held -= 6;
            text.push_back(letter((bits >> held) & 63U, url));
        }
        bits &= 0xffU;
    }
    if (held > 0) text.push_back(letter((bits << (6 - held)) & 63U, url));
    if (form == Base64Form::padded) text.append((4 - text.size() % 4) % 4, '=');
    return text;
}

std::expected<void, Base64Error> from_base64(std::string_view text, Base64Form form,
                                             std::span<std::byte> out) noexcept {
    const auto letters = without_padding(text, form);
    if (!letters) return std::unexpected(letters.error());
    if (decoded_size(letters->size()) != out.size()) return std::unexpected(Base64Error::wrong_length);
    const bool url = form == Base64Form::url;
    unsigned bits = 0;
    unsigned held = 0;
    std::size_t at = 0;
    for (const char c : *letters) {
        const int value = value_of(c, url);
        if (value < 0) return std::unexpected(Base64Error::not_base64);
        bits = ((bits << 6U) | static_cast<unsigned>(value)) & 0xfffU;
        held += 6;
        if (held >= 8) {
            held -= 8;
            out[at++] = static_cast<std::byte>((bits >> held) & 0xffU);
        }
    }
    if ((bits & ((1U << held) - 1U)) != 0) return std::unexpected(Base64Error::not_canonical);
    return {};
}

std::expected<std::vector<std::byte>, Base64Error> from_base64(std::string_view text, Base64Form form) {
    const auto letters = without_padding(text, form);
    if (!letters) return std::unexpected(letters.error());
    std::vector<std::byte> bytes(decoded_size(letters->size()));
    if (const auto read = from_base64(text, form, bytes); !read) return std::unexpected(read.error());
    return bytes;
}

}  // namespace holdfast::sealing
