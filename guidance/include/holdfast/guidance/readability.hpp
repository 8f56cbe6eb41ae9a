// SPDX-License-Identifier: Apache-2.0
// How old a reader has to be for an English text, by two published formulas that look at different things: syllables in
// one, letters in the other. Both give a US school grade; a child of grade n is n + 5 or n + 6 years old, so reading
// age twelve is grade seven at most. Texts below about 40 words swing widely: measure whole steps, not single lines.
#pragma once

#include <cstddef>
#include <string_view>

namespace holdfast::guidance {

struct TextCounts {
    std::size_t sentences = 0;
    std::size_t words = 0;
    std::size_t syllables = 0;   ///< by rule, within a few per cent of a dictionary's on plain prose
    std::size_t characters = 0;  ///< letters and digits
};

/// Counts an English text. A sentence ends with . ! ? or : before a space or the end, or with a line break; a number
/// counts as one word of as many syllables as it has digits, at most three; an address counts as one word of two.
[[nodiscard]] TextCounts count(std::string_view text) noexcept;

/// Flesch-Kincaid grade level: Kincaid, Fishburne, Rogers and Chissom, "Derivation of New Readability Formulas", Naval
/// Technical Training Command report 8-75, 1975. 0 for a text without words.
[[nodiscard]] double flesch_kincaid_grade(const TextCounts& counts) noexcept;

/// Automated Readability Index: Smith and Senter, AMRL-TR-66-220, 1967. 0 for a text without words.
[[nodiscard]] double automated_readability_index(const TextCounts& counts) noexcept;

/// The grade that neither formula may exceed for reading age twelve.
inline constexpr double highest_grade = 7.0;

}  // namespace holdfast::guidance
