// SPDX-License-Identifier: Apache-2.0
// The letter of a notice: blocks chosen by the facts, placeholders filled in.
#pragma once

#include "holdfast/guidance/notice.hpp"

namespace holdfast::guidance {

/// Facts as they may stand in a letter: cleaned, and without what the rule and the age keep out.
struct LetterFacts {
    const NoticeRule* rule = nullptr;
    NoticeFacts facts;
    bool changed = false;                 ///< cleaning took something out
    bool fingerprints_go = false;         ///< they are attached
    std::size_t fingerprints_in_all = 0;  ///< of which the facts hold the first most_notice_fingerprints
    /// More fingerprints than one letter takes.
    [[nodiscard]] bool some_stay() const noexcept {
        return fingerprints_go && fingerprints_in_all > facts.fingerprints.size();
    }
};
[[nodiscard]] LetterFacts letter_facts(const NoticeRule& rule, const NoticeFacts& facts);

[[nodiscard]] NoticeLetter write_letter(const NoticeBook& book, const NoticeRule& rule, const LetterFacts& facts,
                                        Language language);

/// The file that goes along. Precondition: fingerprints_go.
[[nodiscard]] std::string fingerprint_file(const NoticeBook& book, const LetterFacts& facts, Language language);

/// The answers that conditions of notices are evaluated over.
[[nodiscard]] Answers notice_answers(const NoticeFacts& facts) noexcept;

}  // namespace holdfast::guidance
