// SPDX-License-Identifier: Apache-2.0
// The rules that the data ships with, and findings in words.
#pragma once

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "holdfast/guidance/lint.hpp"
#include "the_handbook.hpp"

namespace holdfast::guidance::test {

// The day on which the data was read last, so that the passing of time breaks no test. `holdfast guidance check` goes
// by the clock.
inline constexpr std::chrono::sys_days the_day{std::chrono::year{2026} / 11 / 23};

inline const LintRules& the_rules() {
    static const LintRules rules = [] {
        auto read = read_lint_rules(the_blob(), the_guide());
        if (!read) {
            for (const auto& fault : read.error().faults.kept()) ADD_FAILURE() << fault.pointer << ' ' << fault.detail;
            return LintRules{};
        }
        return std::move(*read);
    }();
    return rules;
}

inline std::string told(const std::vector<Finding>& findings) {
    std::string text;
    for (const auto& finding : findings)
        text += finding.where + ' ' + finding.rule + ": " + finding.says + ' ' + finding.answers + '\n';
    return text;
}

inline bool has(const std::vector<Finding>& findings, std::string_view rule) {
    return std::ranges::find(findings, rule, &Finding::rule) != findings.end();
}

}  // namespace holdfast::guidance::test
