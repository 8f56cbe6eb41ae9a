// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/condition.hpp"

#include <gtest/gtest.h>

namespace {

using namespace holdfast::guidance;

// Every condition of up to two cases of up to two requirements over two questions of two answers: a small world, whole.
const std::vector<Condition>& small_world() {
    static const std::vector<Condition> all = [] {
        std::vector<Case> cases{{}};
        for (std::uint64_t a = 1; a < 4; ++a) {
            cases.push_back({{.question = 0, .allowed = a}});
            cases.push_back({{.question = 1, .allowed = a}});
            for (std::uint64_t b = 1; b < 4; ++b)
                cases.push_back({{.question = 0, .allowed = a}, {.question = 1, .allowed = b}});
        }
        std::vector<Condition> conditions{{}};
        for (const auto& one : cases) {
            conditions.push_back({{one}});
            for (const auto& other : cases) conditions.push_back({{one, other}});
        }
        return conditions;
    }();
    return all;
}

bool plainly_holds(const Condition& condition, const Answers& answers) {
    if (condition.cases.empty()) return true;
    for (const auto& all_of : condition.cases) {
        bool holds = true;
        for (const auto& requirement : all_of)
            if (((requirement.allowed >> answers.get(requirement.question).value()) & 1U) == 0) holds = false;
        if (holds) return true;
    }
    return false;
}

TEST(Condition, FullyAnsweredItHoldsAsItsWordsSay) {
    for (const auto& condition : small_world())
        for (std::size_t first = 0; first < 2; ++first)
            for (std::size_t second = 0; second < 2; ++second) {
                Answers answers;
                answers.set(0, first);
                answers.set(1, second);
                EXPECT_EQ(evaluate(condition, answers), plainly_holds(condition, answers) ? Truth::yes : Truth::no);
            }
}

TEST(Condition, WhatIsSettledIsNeverTurnedAroundByAnotherAnswer) {
    for (const auto& when : small_world())
        for (const auto& unless : {small_world()[3], small_world()[40], small_world()[200]})
            for (std::size_t given = 0; given < 2; ++given) {
                Answers before;
                before.set(0, given);
                const Truth early = evaluate(when, unless, before);
                const Truth earliest = evaluate(when, unless, Answers{});
                for (std::size_t later = 0; later < 2; ++later) {
                    Answers after = before;
                    after.set(1, later);
                    const Truth late = evaluate(when, unless, after);
                    EXPECT_NE(late, Truth::open);
                    if (early != Truth::open) EXPECT_EQ(late, early);
                    if (earliest != Truth::open) EXPECT_EQ(late, earliest);
                }
            }
}

TEST(Condition, UnlessWinsOverWhen) {
    Answers answers;
    answers.set(0, 1);
    const Condition named{{{{.question = 0, .allowed = 2}}}};
    EXPECT_EQ(evaluate(named, named, answers), Truth::no);
    EXPECT_EQ(evaluate(named, Condition{}, answers), Truth::yes);
    EXPECT_EQ(evaluate(Condition{}, named, Answers{}), Truth::open);
}

}  // namespace
