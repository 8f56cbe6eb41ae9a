// SPDX-License-Identifier: Apache-2.0
// The parts of the lint; each adds what it finds to the report.
#pragma once

#include <string>
#include <string_view>

#include "holdfast/guidance/lint.hpp"
#include "shown_steps.hpp"

namespace holdfast::guidance {

/// What may never show and what must, over all states of the answers.
void check_paths(const Guide& guide, const LintRules& rules, const ShownSteps& shown, LintReport& report);

/// Each text of the guide, by itself and against the rules of wording.
void check_texts(const Guide& guide, const LintRules& rules, const ShownSteps& shown, const LintOptions& options,
                 LintReport& report);

/// One entry's sources, day of review and page to check at.
void check_provenance(const std::string& where, const Provenance& provenance, const LintOptions& options,
                      LintReport& report);

/// "https://host.example/…", with a host and nothing that a browser would have to mend.
[[nodiscard]] bool is_page_address(std::string_view url) noexcept;

/// Source code of others that was read without its repository's name (data/directory/README.md): nobody can look there
/// again, so it makes nothing `seen`.
[[nodiscard]] bool is_unnamed_code(std::string_view url) noexcept;

}  // namespace holdfast::guidance
