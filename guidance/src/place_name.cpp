// SPDX-License-Identifier: Apache-2.0
#include "place_name.hpp"

#include <algorithm>
#include <array>

#include "holdfast/core/utf8.hpp"

namespace holdfast::guidance {
namespace {

// Letters of Latin-1 from U+00C0 on, without their accents; '.' stands for what is no letter or has no single one.
constexpr std::string_view latin_letters = "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y";

constexpr std::array<std::string_view, 15> left_out{"the",       "of",      "city",  "county",       "borough",
                                                    "district",  "council", "royal", "metropolitan", "unitary",
                                                    "authority", "cyngor",  "dinas", "bwrdeistref",  "sirol"};
constexpr std::array<std::string_view, 12> telling_nothing{"and",     "north", "south", "east", "west", "mid",
                                                           "central", "upon",  "under", "with", "new",  "isle"};

bool is_left_out(std::string_view word) noexcept {
    return std::ranges::find(left_out, word) != left_out.end();
}

bool is_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

// What one character of well-formed UTF-8 stands for in a name: a letter, a digit, ' ' between words, '&', or 0 for
// nothing at all.
char plain(std::string_view sequence) noexcept {
    const char c = sequence[0];
    if (sequence.size() == 1) {
        if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
        if (is_letter(c) || is_digit(c) || c == '&') return c;
        return c == '\'' ? '\0' : ' ';
    }
    if (sequence == "\xe2\x80\x98" || sequence == "\xe2\x80\x99") return '\0';  // typographic apostrophes
    if (sequence.size() != 2) return ' ';
    const unsigned point =
        ((static_cast<unsigned char>(sequence[0]) & 0x1fU) << 6U) | (static_cast<unsigned char>(sequence[1]) & 0x3fU);
    if (point >= 0xc0 && point < 0x100) {
        const char letter = latin_letters[point - 0xc0];
        return letter == '.' ? ' ' : letter;
    }
    if (point == 0x174 || point == 0x175) return 'w';
    if (point == 0x176 || point == 0x177) return 'y';
    if (point >= 0x300 && point < 0x370) return '\0';  // accents that stand by themselves
    return ' ';
}

void keep(std::vector<std::string>& words, std::string& word) {
    if (word == "saint") word = "st";
    if (!word.empty()) words.push_back(word);
    word.clear();
}

}  // namespace

std::vector<std::string> place_words(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    while (!text.empty()) {
        const std::size_t size = std::max<std::size_t>(utf8_sequence(text), 1);
        const std::string_view sequence = text.substr(0, size);
        text.remove_prefix(size);
        const char c = plain(sequence);
        if (c == ' ') {
            keep(words, word);
        } else if (c == '&') {
            keep(words, word);
            words.emplace_back("and");
        } else if (c != '\0') {
            word += c;
        }
    }
    keep(words, word);
    return words;
}

std::span<const std::string> place_core(std::span<const std::string> words) noexcept {
    std::span<const std::string> core = words;
    while (!core.empty()) {
        if (is_left_out(core.front())) {
            core = core.subspan(1);
        } else if (core.size() > 1 && core.front() == "london" && core[1] == "borough") {
            core = core.subspan(2);
        } else if (is_left_out(core.back())) {
            core = core.first(core.size() - 1);
        } else {
            return core;
        }
    }
    return words;
}

bool holds_words(std::span<const std::string> words, std::span<const std::string> part) noexcept {
    return !part.empty() && !std::ranges::search(words, part).empty();
}

bool tells_a_place(std::span<const std::string> words) noexcept {
    return std::ranges::any_of(words, [](const std::string& word) {
        return word.size() >= 3 && !is_left_out(word) &&
               std::ranges::find(telling_nothing, word) == telling_nothing.end();
    });
}

std::optional<std::string> postcode_letters(std::string_view text) {
    std::string signs;
    for (const char c : text) {
        if (c == ' ') continue;
        if (!is_letter(c) && !is_digit(c)) return std::nullopt;
        signs += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    const auto first_digit = std::ranges::find_if(signs, is_digit);
    const auto letters = static_cast<std::size_t>(first_digit - signs.begin());
    if (letters < 1 || letters > 2 || signs.size() > letters + 5) return std::nullopt;
    return signs.substr(0, letters);
}

}  // namespace holdfast::guidance
