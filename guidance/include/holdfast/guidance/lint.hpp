// SPDX-License-Identifier: Apache-2.0
// The lint of a guide: proves over every combination of answers, and reads every text of every audience in every
// language; and of the directory that it sends people to. What it finds would be met by a person on the worst day of
// their life, so a guide ships without findings. docs/commands/guidance.md lists the rules.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/guidance/handbook.hpp"
#include "holdfast/guidance/lint_rules.hpp"

namespace holdfast::guidance {

/// Rules that hold for any guide, by the names that findings give them; those of rules.toml and words.toml come on top.
inline constexpr std::array<std::string_view, 30> general_rules{
    // over all combinations of answers
    "too-many-combinations", "no-step", "crisis-first", "save-first", "never-shown", "contradiction",
    "contradiction-one-sided", "rule-never-binds",
    // each text
    "language-lacks", "word-list-lacks", "reading-age", "long-sentence", "long-heading", "sentences",
    // each entry's provenance
    "no-source", "seen-nowhere", "copied-as-seen", "no-check-page", "past-review", "review-too-late", "read-later",
    "bad-address", "source-says-nothing",
    // the directory
    "crisis-number-unsourced", "no-crisis-line", "no-contact", "no-number", "number-differs", "no-report-form",
    "seen-unnamed"};

struct Finding {
    std::string rule;         ///< stays the same from version to version, such as "contradiction"
    std::string where;        ///< by the ids of the data files: "step/save-mail/young/text/cy"
    std::string says;         ///< a sentence
    std::uint64_t times = 0;  ///< in how many states of the answers; 0 for what does not hang on answers
    std::string answers;      ///< the first of those states: "danger=no situation=threatened"
};

/// What was looked at, so that "no findings" says something.
struct LintScope {
    std::uint64_t combinations = 0;  ///< of answers, each counted
    std::size_t states = 0;          ///< walked: as many as conditions can tell apart, with all the unfinished ones
    std::size_t rules = 0;
    std::size_t texts = 0;  ///< in one language
};

struct LintReport {
    std::vector<Finding> findings;  ///< by place in the guide
    LintScope scope;
};

struct LintOptions {
    std::chrono::sys_days today;
    Answers given;                     ///< looks at the part of the tree below these; none: the whole
    std::optional<Language> language;  ///< texts of this language alone; none: all
};

/// Every combination of answers against the rules that hold for any guide and those of `rules`; every text, every
/// source and every day of review. Cost: for the guide as it stands some tenths of a second and a hundred megabytes.
[[nodiscard]] LintReport lint(const Guide& guide, const LintRules& rules, const LintOptions& options);

/// Every entry of the directory: sources, days of review, numbers and addresses, texts; and that there is somebody to
/// call for everyone, wherever they live and however old they are.
[[nodiscard]] LintReport lint_directory(const Handbook& handbook, const LintRules& rules, const LintOptions& options);

/// Every rule, paragraph, warning and question of the notices, and every draft of a message: texts, sources, days of
/// review. What a letter says to a company is held to the rules of wording alone; what is said to the person also to
/// reading age (docs/formats/notices.md says why).
[[nodiscard]] LintReport lint_writing(const Handbook& handbook, const LintRules& rules, const LintOptions& options);

/// How one letter leads to the next: every kind is reached by a step or by another letter, and what comes next is for
/// the countries and the ages for which it is shown.
[[nodiscard]] LintReport lint_notices(const Handbook& handbook);

/// All four in one: the guide, the directory, the letters' order, the writing.
[[nodiscard]] LintReport lint_all(const Handbook& handbook, const LintRules& rules, const LintOptions& options);

}  // namespace holdfast::guidance
