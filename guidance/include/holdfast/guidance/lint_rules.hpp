// SPDX-License-Identifier: Apache-2.0
// What a guide is held to beyond its form: lines that no combination of answers may cross, and words that no text may
// say. They name steps and words, so they are data as those are: data/guidance/rules.toml and words.toml.
#pragma once

#include <array>
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/guidance/guide.hpp"

namespace holdfast::guidance {

/// Holds in every state of the answers where `when` holds for certain, nothing of `unless`, and, where `beside` or
/// `beside_phases` name any, one of those steps shows. Steps and phases by their numbers in the guide.
struct PathRule {
    std::string id;
    std::string says;  ///< a sentence: what is promised
    Condition when;
    Condition unless;
    std::vector<std::size_t> beside;
    std::vector<std::size_t> beside_phases;
    bool early = false;  ///< also while questions are open, not only once every question has its answer
    /// @{ What must show.
    std::vector<std::size_t> any;    ///< at least one of these
    std::vector<std::size_t> one;    ///< exactly one of these
    std::vector<std::size_t> all;    ///< each of these
    std::vector<std::size_t> first;  ///< the very first step is one of these
    /// @}
    /// @{ What must not show, with however few answers.
    std::vector<std::size_t> never;
    std::vector<std::size_t> only_phases;  ///< nothing of other phases
    /// @}
};

/// One word or a few in a row, in lower case; a word that ends with * stands for all that begin so.
using Phrase = std::vector<std::string>;

/// Words that must not be said, in one language. A sentence is at fault when it holds one of `words`, unless
///   * `beside` names phrases and the sentence holds none of them, or only denied ones ("never the picture"),
///   * a phrase of `denied_by` stands before the word in its clause ("do not pay"), or
///   * it is one of `reviewed`: sentences that a person has read and found right.
struct WordList {
    std::vector<Phrase> words;
    std::vector<Phrase> beside;
    std::vector<Phrase> denied_by;
    std::vector<std::string> reviewed;
    bool over_commas = false;  ///< whether a denial reaches over commas: "do not open, copy or send"
};

/// One rule of wording, with a list for each language.
struct WordRule {
    std::string id;
    std::string says;
    Condition when;  ///< only texts that can be met where this may hold; without cases: all texts
    std::array<WordList, languages> lists;
    Provenance provenance;
};

struct LintRules {
    std::vector<PathRule> paths;
    std::vector<WordRule> words;
};

/// Reads the rules that the blob of `guide` holds, every reference resolved. Cost: linear in the blob.
[[nodiscard]] std::expected<LintRules, GuideFault> read_lint_rules(std::string_view blob, const Guide& guide);

}  // namespace holdfast::guidance
