// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/letter_reference.hpp"

#include <algorithm>

namespace holdfast::guidance {
namespace {

constexpr std::uint64_t ten_digits = 10'000'000'000;
constexpr std::size_t length = 14;  // "4821-7730-5261"

constexpr bool is_dash(std::size_t place) noexcept {
    return place == 4 || place == 9;
}

}  // namespace

std::string letter_reference(std::uint64_t random) {
    const std::uint64_t number = (random % ten_digits) * 100;
    std::uint64_t all = number + (98 - number % 97);
    std::string text(length, '-');
    for (std::size_t place = length; place-- > 0;) {
        if (is_dash(place)) continue;
        text[place] = static_cast<char>('0' + all % 10);
        all /= 10;
    }
    return text;
}

bool is_letter_reference(std::string_view text) noexcept {
    if (text.size() != length) return false;
    std::uint64_t all = 0;
    for (std::size_t place = 0; place < length; ++place) {
        const char c = text[place];
        if (is_dash(place) ? c != '-' : c < '0' || c > '9') return false;
        if (!is_dash(place)) all = all * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return all % 97 == 1;
}

bool is_case_number(std::string_view text) noexcept {
    constexpr std::string_view pattern = "HF-XXXX-XXXX-X";
    constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    return std::ranges::equal(text, pattern, [&](char c, char at) {
        return at == 'X' ? alphabet.find(c) != std::string_view::npos : c == at;
    });
}

}  // namespace holdfast::guidance
