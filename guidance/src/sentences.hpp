// SPDX-License-Identifier: Apache-2.0
// A text as sentences of words, and phrases found in them: for wording rules, in any language written with letters and
// spaces. No dictionary; an inflected form is a word of its own.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/guidance/lint_rules.hpp"

namespace holdfast::guidance {

struct SentenceWord {
    std::string text;        ///< in lower case as far as ASCII goes; a curved apostrophe is straight
    std::size_t clause = 0;  ///< which part between ; : ( ) dashes, quotes and "but"
    std::size_t part = 0;    ///< the same, divided at commas too
};

struct Sentence {
    std::string_view written;  ///< as it stands in the text, without the space around it
    std::vector<SentenceWord> words;
};

/// Sentences end with . ! ? : … before a space or the end, quotes and brackets closed in between, or with a line break.
/// They view into `text`.
[[nodiscard]] std::vector<Sentence> sentences_of(std::string_view text);

/// Whether the words from `at` on are the phrase.
[[nodiscard]] bool stands_at(const Phrase& phrase, const Sentence& sentence, std::size_t at) noexcept;

/// Whether the list finds fault with the sentence; the place of the word in it, or the count of its words.
[[nodiscard]] std::size_t fault_in(const Sentence& sentence, const WordList& list) noexcept;

}  // namespace holdfast::guidance
