// SPDX-License-Identifier: Apache-2.0
#include "combinations.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "shown_steps.hpp"
#include "the_guide.hpp"

namespace {

using namespace holdfast::guidance;

// Every combination one by one, as a person would give it: the plain way that the tree of sets stands for.
std::uint64_t count_plainly(const Guide& guide, Answers answers, std::set<std::string>& plans) {
    const auto question = next_question(guide, answers);
    if (!question) {
        std::string plan;
        for (const std::size_t step : make_plan(guide, answers).steps) plan += std::to_string(step) + ' ';
        plans.insert(plan);
        return 1;
    }
    std::uint64_t count = 0;
    for (std::size_t a = 0; a < guide.questions[*question].choices.size(); ++a) {
        answers.set(*question, a);
        count += count_plainly(guide, answers, plans);
    }
    return count;
}

Answers given(std::initializer_list<std::pair<const char*, const char*>> pairs) {
    const Guide& guide = test::the_guide();
    Answers answers;
    for (const auto& [question, choice] : pairs) {
        const auto number = guide.question(question).value();
        answers.set(number, guide.choice(number, choice).value());
    }
    return answers;
}

TEST(Combinations, StandForEveryCombinationThatAPersonCanGive) {
    const Guide& guide = test::the_guide();
    const Answers part = given({{"danger", "no"},
                                {"role", "me"},
                                {"have", "claimed-mail"},
                                {"where", "email"},
                                {"paid", "no"},
                                {"live", "no"}});
    const ShownSteps shown(guide, {}, part);
    std::set<std::string> plans;
    // Walked below the same answers: a question that these leave open is asked.
    const std::uint64_t plainly = count_plainly(guide, part, plans);
    EXPECT_EQ(shown.tree().combinations(), plainly);
    EXPECT_GT(plainly, 1'000U);
    EXPECT_LT(shown.tree().whole().count(), plainly) << "answers that no condition tells apart are walked once";

    std::set<std::string> walked;
    for (std::size_t state = 0; state < shown.tree().states(); ++state) {
        if (!shown.tree().whole().has(state)) continue;
        std::string plan;
        for (std::size_t step = 0; step < guide.steps.size(); ++step)
            if (shown.of_step(step).has(state)) plan += std::to_string(step) + ' ';
        walked.insert(plan);
    }
    EXPECT_EQ(walked, plans);
}

TEST(Combinations, ShowInEachStateWhatThePlanShows) {
    const Guide& guide = test::the_guide();
    const ShownSteps shown(guide, {}, {});
    EXPECT_GT(shown.tree().combinations(), 1'800'000U);
    EXPECT_GT(shown.tree().states(), shown.tree().whole().count());
    for (std::size_t state = 0; state < shown.tree().states(); state += 4'999) {
        const Answers answers = shown.tree().answers(state);
        const Plan plan = make_plan(guide, answers);
        EXPECT_EQ(shown.tree().whole().has(state), !next_question(guide, answers));
        for (std::size_t step = 0; step < guide.steps.size(); ++step)
            ASSERT_EQ(shown.of_step(step).has(state), std::ranges::find(plan.steps, step) != plan.steps.end())
                << guide.steps[step].id << " with " << shown.tree().describe(state);
        for (std::size_t step = 0; step < guide.steps.size(); step += 7) {
            const Step& one = guide.steps[step];
            const Readers readers = shown.readers_of(step, one.text);
            const auto read = static_cast<std::size_t>(one.text.spoken_to(plan.audience, plan.person));
            for (std::size_t a = 0; a < audiences; ++a)
                ASSERT_EQ(readers[a].has(state), a == read && shown.of_step(step).has(state)) << one.id;
        }
    }
}

TEST(States, RangesAreAddedWithTheirEnds) {
    for (const std::size_t from : {0U, 1U, 63U, 64U, 65U, 130U})
        for (const std::size_t size : {0U, 1U, 2U, 63U, 64U, 65U, 200U}) {
            States states(512, false);
            states.add(from, from + size);
            EXPECT_EQ(states.count(), size);
            EXPECT_EQ(states.any(), size != 0);
            if (size == 0) continue;
            EXPECT_EQ(states.first(), from);
            EXPECT_TRUE(states.has(from + size - 1));
            EXPECT_FALSE(states.has(from + size));
        }
    EXPECT_EQ(States(70, true).count(), 70U);
}

}  // namespace
