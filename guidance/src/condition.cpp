// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/condition.hpp"

#include <algorithm>

namespace holdfast::guidance {
namespace {

Truth holds(const Requirement& requirement, const Answers& answers) noexcept {
    const auto given = answers.get(requirement.question);
    if (!given) return Truth::open;
    return ((requirement.allowed >> *given) & 1U) != 0 ? Truth::yes : Truth::no;
}

Truth holds(const Case& all_of, const Answers& answers) noexcept {
    Truth result = Truth::yes;
    for (const auto& requirement : all_of) result = std::min(result, holds(requirement, answers));
    return result;
}

}  // namespace

Truth evaluate(const Condition& condition, const Answers& answers) noexcept {
    if (condition.always()) return Truth::yes;
    Truth result = Truth::no;
    for (const auto& any_of : condition.cases) result = std::max(result, holds(any_of, answers));
    return result;
}

Truth evaluate(const Condition& when, const Condition& unless, const Answers& answers) noexcept {
    const Truth wanted = evaluate(when, answers);
    if (unless.always() || wanted == Truth::no) return wanted;
    switch (evaluate(unless, answers)) {
        case Truth::yes:
            return Truth::no;
        case Truth::open:
            return Truth::open;
        case Truth::no:
            break;
    }
    return wanted;
}

}  // namespace holdfast::guidance
