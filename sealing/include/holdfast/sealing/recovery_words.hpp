// SPDX-License-Identifier: Apache-2.0
// Twelve words that stand for the 16 random bytes of a case: 128 bits and 4 checksum bits, 11 bits a word.
//
// List and bit layout are those of BIP-39 (English), because its words are short, common and differ in their first four
// letters. Nothing else of that document is used, and the words open no wallet: texts for people never mention one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>

#include "holdfast/sealing/secret.hpp"

namespace holdfast::sealing {

inline constexpr std::size_t recovery_word_count = 12;
/// Longer input is refused unread.
inline constexpr std::size_t max_words_text_bytes = 4096;

/// The 2048 words, sorted; index 0..2047.
[[nodiscard]] std::string_view recovery_word(std::size_t index) noexcept;

struct WordsError {
    enum class Kind : std::uint8_t {
        too_few,       ///< fewer than 12 words; `position` is how many there were
        too_many,      ///< more than 12 words; `position` is how many there were
        unknown_word,  ///< word number `position` (1..12) is not in the list
        bad_checksum,  ///< all words are known, but one is wrong or two are swapped; `position` is 0
    };
    Kind kind = Kind::too_few;
    std::size_t position = 0;
    friend bool operator==(const WordsError&, const WordsError&) noexcept = default;
};

/// Lower-case words with one space between.
[[nodiscard]] SecretText to_words(const Secret<16>& root);

/// Forgiving: any case; spaces, line breaks, commas, dots and numbering ("1.", "2)") between words; four letters or
/// more that begin exactly one word of the list. A short word such as "act" must be whole.
[[nodiscard]] std::expected<Secret<16>, WordsError> root_from_words(std::string_view text);

}  // namespace holdfast::sealing
