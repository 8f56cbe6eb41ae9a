// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "holdfast/guidance/plan.hpp"
#include "the_guide.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::guidance;

// With the first `from` behind `anchor` replaced.
std::string replaced(std::string text, std::string_view anchor, std::string_view from, std::string_view to) {
    const auto at = text.find(from, text.find(anchor));
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(ReadGuide, ReadsTheWholeGuide) {
    const Guide& guide = test::the_guide();
    EXPECT_EQ(guide.questions.size(), 12U);
    EXPECT_GE(guide.steps.size(), 100U);
    EXPECT_EQ(guide.phases.front().id, "crisis");
    for (const auto& question : guide.questions) EXPECT_GE(question.choices.size(), 2U) << question.id;
    const auto where = guide.question("where");
    ASSERT_TRUE(where);
    for (const auto* id : {"instagram", "snapchat", "email", "other"}) EXPECT_TRUE(guide.choice(*where, id)) << id;
    const auto country = guide.question("country");
    ASSERT_TRUE(country);
    EXPECT_TRUE(guide.choice(*country, "scotland"));
    EXPECT_TRUE(guide.choice(*country, "US"));
    EXPECT_FALSE(guide.choice(*country, "GB"));
    EXPECT_EQ(guide.questions[*country].choices.back().id, "other");
}

TEST(ReadGuide, StepsStandByPhaseAndThenByOrder) {
    const Guide& guide = test::the_guide();
    for (std::size_t i = 1; i < guide.steps.size(); ++i) {
        const Step& before = guide.steps[i - 1];
        const Step& after = guide.steps[i];
        EXPECT_LE(std::pair(before.phase, before.order), std::pair(after.phase, after.order)) << after.id;
    }
}

TEST(ReadGuide, WordsToReadAreNoTasksButWhereAStepSaysOtherwise) {
    const Guide& guide = test::the_guide();
    const auto is_task = [&](std::string_view id) { return guide.steps[guide.step(id).value()].task; };
    EXPECT_FALSE(is_task("not-your-fault"));
    EXPECT_FALSE(is_task("law-scotland"));
    EXPECT_TRUE(is_task("do-not-pay"));
    EXPECT_TRUE(is_task("tell-an-adult")) << "a task among first words";
    EXPECT_FALSE(is_task("trick-minor")) << "words among tasks";
}

TEST(ReadGuide, EveryTextIsThereInEachLanguageAndEachSourceHasItsDay) {
    for (const auto& step : test::the_guide().steps) {
        for (const auto& text : {step.head.base(), step.text.base(), step.why})
            for (const auto& words : text.words) EXPECT_FALSE(words.empty()) << step.id;
        for (const auto& source : step.provenance.sources)
            EXPECT_GT(source.read, std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}) << step.id;
    }
}

TEST(ReadGuide, WordsFallBackToThePersonsAndThenToTheAdults) {
    Words words;
    words.by_audience[0].words = {"adult", "oedolyn"};
    EXPECT_EQ(words.for_audience(Audience::adviser, Audience::young).in(Language::english), "adult");
    words.by_audience[1].words = {"young", ""};
    EXPECT_EQ(words.for_audience(Audience::adviser, Audience::young).in(Language::english), "young");
    EXPECT_EQ(words.for_audience(Audience::adviser, Audience::adult).in(Language::english), "adult");
    EXPECT_EQ(words.for_audience(Audience::parent, Audience::young).in(Language::welsh), "oedolyn");
    EXPECT_EQ(words.for_audience(Audience::young, Audience::young).in(Language::welsh), "young")
        << "English is always there";
}

TEST(ReadGuide, NamesEachMistakeByItsPlace) {
    const std::string blob = test::the_blob();
    const struct {
        std::string_view anchor, from, to, pointer;
    } mistakes[] = {
        {R"("step":[)", R"("phase":"crisis")", R"("phase":"crises")", "/step/0/phase"},
        {R"("step":[)", R"("sure":"seen")", R"("sure":"believed")", "/step/0/sure"},
        {R"("step":[)", R"("danger":["now-danger"])", R"("danger":["danger"])", "/step/0/when/0/danger/0"},
        {R"("step":[)", R"("review_by":"2027-05-22")", R"("review_by":"2027-13-22")", "/step/0/review_by"},
        {R"("step":[)", R"("id":"crisis-thoughts")", R"("id":"crisis-now")", "/step/1/id"},
        {R"("question":[)", R"("skipped":"thoughts")", R"("skipped":"maybe")", "/question/0/skipped"},
        {R"({)", R"("format":"holdfast-guidance-1")", R"("format":"holdfast-guidance-2")", "/format"},
    };
    for (const auto& [anchor, from, to, pointer] : mistakes) {
        const auto read = read_guide(replaced(blob, anchor, from, to));
        ASSERT_FALSE(read) << to;
        const auto faults = read.error().faults.kept();
        EXPECT_TRUE(
            std::ranges::any_of(faults, [&](const JsonFault& fault) { return fault.pointer.ends_with(pointer); }))
            << to << ": " << (faults.empty() ? "" : faults[0].pointer);
    }
}

TEST(ReadGuide, EveryTruncationIsRefused) {
    const std::string blob = test::the_blob();
    for (std::size_t part = 0; part < 64; ++part)
        EXPECT_FALSE(read_guide(std::string_view(blob).substr(0, blob.size() * part / 64)));
}

TEST(Plan, WhoIsUnderEighteenNeverMeetsTheQuestionThatAdultsAnswer) {
    const Guide& guide = test::the_guide();
    const auto age = guide.question("age_now");
    const auto then = guide.question("adult_then");
    ASSERT_TRUE(age && then);
    Answers answers;
    answers.set(*guide.question("danger"), *guide.choice(*guide.question("danger"), "no"));
    answers.set(*guide.question("situation"), *guide.choice(*guide.question("situation"), "threatened"));
    answers.set(*age, *guide.choice(*age, "13-17"));
    EXPECT_EQ(complete(guide, answers).get(*then), guide.choice(*then, "no"));
    EXPECT_EQ(make_plan(guide, answers).person, Audience::young);
    answers.set(*age, *guide.choice(*age, "adult"));
    EXPECT_EQ(complete(guide, answers).get(*then), std::nullopt);
    EXPECT_EQ(complete_skipping(guide, answers).get(*then), guide.choice(*then, "unsure")) << "the careful answer";
}

TEST(Plan, NothingAnsweredAlreadyHasSomething) {
    const Plan plan = make_plan(test::the_guide(), Answers{});
    EXPECT_EQ(next_question(test::the_guide(), Answers{}), 0U);
    for (const std::size_t step : plan.steps)
        EXPECT_EQ(test::the_guide().phases[test::the_guide().steps[step].phase].id, "crisis");
}

}  // namespace
