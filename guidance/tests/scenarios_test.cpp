// SPDX-License-Identifier: Apache-2.0
// Sixty written situations (vectors/guidance) against what the guide plans for them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "holdfast/guidance/plan.hpp"
#include "the_handbook.hpp"
#include "the_scenarios.hpp"

namespace {

using namespace holdfast::guidance;
using test::list_of;
using test::scenarios;

// The answers by name; a name that the guide does not know fails the test.
Answers answers_of(const Guide& guide, const toml::table& scenario) {
    Answers answers;
    for (const auto& [name, value] : *scenario["answers"].as_table()) {
        const auto question = guide.question(name.str());
        EXPECT_TRUE(question) << name.str();
        if (!question) continue;
        const auto choice = guide.choice(*question, value.value<std::string>().value());
        EXPECT_TRUE(choice) << name.str() << " = " << value.value<std::string>().value();
        if (choice) answers.set(*question, *choice);
    }
    return answers;
}

// The lines of another country's own entry.
std::set<std::string> crisis_lines_of(std::string_view country) {
    const Directory& directory = test::the_handbook().directory;
    std::set<std::string> lines;
    if (const auto number = directory.country(country))
        for (const std::size_t line : directory.countries[*number].crisis) lines.insert(directory.lines[line].id);
    return lines;
}

TEST(Scenarios, AreSixty) {
    EXPECT_EQ(scenarios().size(), 60U);
}

TEST(Scenarios, EachIsAskedNothingMoreThanItAnswers) {
    const Guide& guide = test::the_guide();
    for (const auto& entry : scenarios()) {
        const toml::table& scenario = *entry.as_table();
        const auto open = next_question(guide, answers_of(guide, scenario));
        EXPECT_FALSE(open) << scenario["id"].value<std::string>().value() << " leaves open "
                           << (open ? guide.questions[*open].id : "");
    }
}

TEST(Scenarios, EachMeetsItsStepsInTheirOrderAndNoneThatItMustNot) {
    const Guide& guide = test::the_guide();
    for (const auto& entry : scenarios()) {
        const toml::table& scenario = *entry.as_table();
        SCOPED_TRACE(scenario["id"].value<std::string>().value() + ": " +
                     scenario["title"].value<std::string>().value());
        std::vector<std::string> planned;
        std::set<std::string> services;
        std::set<std::string> lines;
        std::set<std::string> notices;
        for (const std::size_t number : make_plan(guide, answers_of(guide, scenario)).steps) {
            const Step& step = guide.steps[number];
            planned.push_back(step.id);
            services.insert(step.services.begin(), step.services.end());
            lines.insert(step.lines.begin(), step.lines.end());
            if (std::ranges::find(step.country_shows, "crisis") != step.country_shows.end())
                lines.merge(crisis_lines_of(scenario["answers"]["country"].value_or(std::string())));
            const auto offered = notices_of(guide, step, answers_of(guide, scenario));
            notices.insert(offered.begin(), offered.end());
        }
        auto from = planned.begin();
        for (const auto& expected : list_of(scenario, "steps")) {
            EXPECT_TRUE(guide.step(expected)) << "no such step: " << expected;
            const auto found = std::find(from, planned.end(), expected);
            EXPECT_NE(found, planned.end()) << expected << " is missing or comes too early";
            if (found != planned.end()) from = found + 1;
        }
        for (const auto& unwanted : list_of(scenario, "never")) {
            EXPECT_TRUE(guide.step(unwanted)) << "no such step: " << unwanted;
            EXPECT_EQ(std::ranges::find(planned, unwanted), planned.end()) << unwanted << " must not be there";
        }
        for (const auto& service : list_of(scenario, "services")) EXPECT_TRUE(services.contains(service)) << service;
        for (const auto& line : list_of(scenario, "lines")) EXPECT_TRUE(lines.contains(line)) << line;
        const auto expected_notices = list_of(scenario, "notices");
        EXPECT_EQ(notices, std::set<std::string>(expected_notices.begin(), expected_notices.end()));
    }
}

TEST(Scenarios, WhatIsShownEarlyIsStillThereWhenAllIsAnswered) {
    const Guide& guide = test::the_guide();
    for (const auto& entry : scenarios()) {
        const toml::table& scenario = *entry.as_table();
        const Answers all = answers_of(guide, scenario);
        const auto end = make_plan(guide, all).steps;
        Answers given;
        while (const auto question = next_question(guide, given)) {
            for (const std::size_t step : make_plan(guide, given).steps)
                EXPECT_NE(std::ranges::find(end, step), end.end()) << guide.steps[step].id;
            if (!all.get(*question)) break;
            given.set(*question, *all.get(*question));
        }
    }
}

}  // namespace
