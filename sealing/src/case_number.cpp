// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/case_number.hpp"

namespace holdfast::sealing {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t digits = 8;
constexpr std::size_t characters = digits + 1;

// Multiplication by x in GF(32) = GF(2)[x] / (x^5 + x^2 + 1). x has order 31, so x^0 .. x^8 are nine different weights:
// an error e at one place changes the sum by e * weight, a swap of a and b by (a + b) * (weight + weight'), never zero.
constexpr unsigned times_x(unsigned value) noexcept {
    const unsigned shifted = value << 1U;
    return (shifted & 32U) != 0 ? shifted ^ 0x25U : shifted;
}

// Horner: the first character gets the highest power.
constexpr unsigned weighted_sum(std::span<const unsigned> values) noexcept {
    unsigned sum = 0;
    for (const unsigned value : values) sum = times_x(sum) ^ value;
    return sum;
}

constexpr int value_of(char c) noexcept {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    const std::size_t found = alphabet.find(c);
    return found == std::string_view::npos ? -1 : static_cast<int>(found);
}

// Length of a separator at the start of `text`: ASCII space or dash, and the dashes and fixed spaces that word
// processors and phones put in their place (U+00A0, U+2010..U+2015, U+2212).
constexpr std::size_t separator(std::string_view text) noexcept {
    constexpr std::string_view ascii = " -\t\r\n";
    if (ascii.find(text.front()) != std::string_view::npos) return 1;
    if (text.starts_with("\xC2\xA0")) return 2;
    if (text.starts_with("\xE2\x88\x92")) return 3;
    if (text.size() >= 3 && text.starts_with("\xE2\x80") && text[2] >= '\x90' && text[2] <= '\x95') return 3;
    return 0;
}

}  // namespace

std::string to_text(const CaseNumber& number) {
    std::uint64_t bits = 0;
    for (const std::byte b : number.bits) bits = (bits << 8U) | static_cast<std::uint64_t>(b);
    std::array<unsigned, digits> values{};
    for (std::size_t i = 0; i < digits; ++i) values[i] = static_cast<unsigned>((bits >> (5 * (digits - 1 - i))) & 31U);
    std::string text = "HF-";
    for (std::size_t i = 0; i < digits; ++i) {
        if (i == 4) text.push_back('-');
        text.push_back(alphabet[values[i]]);
    }
    text.push_back('-');
    text.push_back(alphabet[times_x(weighted_sum(values))]);
    return text;
}

std::expected<CaseNumber, CaseNumberError> case_number_from_text(std::string_view text) noexcept {
    std::array<unsigned, characters + 2> values{};
    bool prefixed = false;
    std::size_t count = 0;
    while (!text.empty()) {
        if (const std::size_t skip = separator(text); skip > 0) {
            text.remove_prefix(skip);
            continue;
        }
        const int value = value_of(text.front());
        if (value < 0) return std::unexpected(CaseNumberError::bad_character);
        if (count == values.size()) return std::unexpected(CaseNumberError::wrong_length);
        values[count++] = static_cast<unsigned>(value);
        text.remove_prefix(1);
    }
    std::span<const unsigned> given(values.data(), count);
    prefixed = count == values.size() && given[0] == 17 && given[1] == 15;  // "HF"
    if (prefixed) given = given.subspan(2);
    if (given.size() != characters) return std::unexpected(CaseNumberError::wrong_length);
    if (weighted_sum(given) != 0) return std::unexpected(CaseNumberError::bad_check);
    std::uint64_t bits = 0;
    for (const unsigned value : given.first(digits)) bits = (bits << 5U) | value;
    CaseNumber number;
    for (std::size_t i = 0; i < number.bits.size(); ++i) {
        number.bits[i] = static_cast<std::byte>((bits >> (8 * (number.bits.size() - 1 - i))) & 0xffU);
    }
    return number;
}

}  // namespace holdfast::sealing
