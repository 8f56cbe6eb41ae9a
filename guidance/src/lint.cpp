// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/lint.hpp"

#include <iterator>

#include "lint_parts.hpp"

namespace holdfast::guidance {

LintReport lint(const Guide& guide, const LintRules& rules, const LintOptions& options) {
    LintReport report;
    const ShownSteps shown(guide, rules, options.given);
    report.scope.rules = rules.paths.size() + rules.words.size();
    report.scope.states = shown.tree().states();
    if (shown.tree().too_many()) {
        report.findings.push_back({.rule = "too-many-combinations",
                                   .where = "question",
                                   .says = "There are more combinations of answers than can be walked.",
                                   .times = report.scope.states,
                                   .answers = {}});
        return report;
    }
    report.scope.combinations = shown.tree().combinations();
    check_paths(guide, rules, shown, report);
    check_texts(guide, rules, shown, options, report);
    for (const auto& step : guide.steps) {
        const std::string where = "step/" + step.id;
        check_provenance(where, step.provenance, options, report);
        if (step.provenance.sources.empty())
            report.findings.push_back(
                {.rule = "no-source", .where = where, .says = "It names no source.", .times = 0, .answers = {}});
    }
    for (const auto& rule : rules.words) check_provenance("wording/" + rule.id, rule.provenance, options, report);
    return report;
}

LintReport lint_all(const Handbook& handbook, const LintRules& rules, const LintOptions& options) {
    LintReport report = lint(handbook.guide, rules, options);
    for (LintReport part :
         {lint_directory(handbook, rules, options), lint_notices(handbook), lint_writing(handbook, rules, options)}) {
        report.scope.texts += part.scope.texts;
        report.findings.insert(report.findings.end(), std::make_move_iterator(part.findings.begin()),
                               std::make_move_iterator(part.findings.end()));
    }
    return report;
}

}  // namespace holdfast::guidance
