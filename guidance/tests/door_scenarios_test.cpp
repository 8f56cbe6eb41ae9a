// SPDX-License-Identifier: Apache-2.0
// The written situations (vectors/guidance) through the door: what a page or a terminal would show.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "holdfast/core/json_writer.hpp"
#include "holdfast/guidance/plan.hpp"
#include "the_handbook.hpp"
#include "the_scenarios.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::guidance;
using test::Answer;
using test::each;
using test::list_of;
using test::scenarios;
using test::texts;

std::string request(const toml::table& scenario, std::string_view ask, std::string_view language = "en") {
    JsonWriter to;
    to.object().key("ask").value(ask).key("today").value("2026-11-22").key("language").value(language);
    to.key("answers").object();
    for (const auto& [name, value] : *scenario["answers"].as_table())
        to.key(name.str()).value(value.value<std::string>().value());
    to.end().end();
    return to.take();
}

// All that a plan's steps show, in order.
struct Shown {
    std::vector<std::string> steps;
    std::set<std::string> lines, services, notices;
};

Shown shown(Answer& plan) {
    Shown all;
    const auto phases = plan->array("phases", 1, 64);
    for (std::size_t p = 0; p < phases.size(); ++p) {
        const auto steps = phases.object(p).array("steps", 1, 200);
        for (std::size_t s = 0; s < steps.size(); ++s) {
            auto step = steps.object(s);
            all.steps.emplace_back(step.text("id").value_or(""));
            for (const auto& id : each(step.array("lines", 0, 64))) all.lines.insert(id);
            for (const auto& id : each(step.array("services", 0, 64))) all.services.insert(id);
            for (const auto& id : texts(step.array("notices", 0, 64))) all.notices.insert(id);
        }
    }
    return all;
}

TEST(DoorScenarios, EachIsAnsweredWholeAndAsksNothingMore) {
    for (const auto& entry : scenarios()) {
        const toml::table& scenario = *entry.as_table();
        SCOPED_TRACE(scenario["id"].value<std::string>().value());
        Answer question(request(scenario, "question"));
        EXPECT_THAT(question.text(), testing::StartsWith(R"({"question":null,)"));
        EXPECT_EQ(question->integer("left", 0, 32), 0);
        EXPECT_EQ(Answer(request(scenario, "plan"))->boolean("complete"), true);
    }
}

TEST(DoorScenarios, EachShowsTheLinesServicesAndNoticesExpectedOfIt) {
    for (const auto& entry : scenarios()) {
        const toml::table& scenario = *entry.as_table();
        SCOPED_TRACE(scenario["id"].value<std::string>().value() + ": " +
                     scenario["title"].value<std::string>().value());
        Answer plan(request(scenario, "plan"));
        const Shown all = shown(plan);
        auto from = all.steps.begin();
        for (const auto& expected : list_of(scenario, "steps")) {
            const auto found = std::find(from, all.steps.end(), expected);
            EXPECT_NE(found, all.steps.end()) << expected << " is missing or comes too early";
            if (found != all.steps.end()) from = found + 1;
        }
        for (const auto& unwanted : list_of(scenario, "never"))
            EXPECT_THAT(all.steps, testing::Not(testing::Contains(unwanted)));
        for (const auto& line : list_of(scenario, "lines")) EXPECT_TRUE(all.lines.contains(line)) << line;
        for (const auto& service : list_of(scenario, "services"))
            EXPECT_TRUE(all.services.contains(service)) << service;
        const auto notices = list_of(scenario, "notices");
        EXPECT_EQ(all.notices, std::set<std::string>(notices.begin(), notices.end()));
        EXPECT_FALSE(each(plan->array("crisis", 1, 64)).empty());
    }
}

TEST(DoorScenarios, InWelshEachShowsTheSame) {
    for (const auto& entry : scenarios()) {
        const toml::table& scenario = *entry.as_table();
        Answer english(request(scenario, "plan"));
        Answer welsh(request(scenario, "plan", "cy"));
        const Shown one = shown(english);
        const Shown other = shown(welsh);
        EXPECT_EQ(one.steps, other.steps);
        EXPECT_EQ(one.lines, other.lines);
        EXPECT_EQ(one.services, other.services);
    }
}

// With every value of the directory less than seen.
Handbook doubted() {
    Handbook book = test::the_handbook();
    const auto doubt = [](Provenance& provenance) {
        provenance.sure = Sureness::pattern;
        if (provenance.check_at.empty()) provenance.check_at = "https://check.example/";
    };
    for (auto& line : book.directory.lines) doubt(line.provenance);
    for (auto& service : book.directory.services) doubt(service.provenance);
    for (auto& force : book.directory.forces) doubt(force.provenance);
    for (auto& country : book.directory.countries) doubt(country.provenance);
    for (auto& platform : book.directory.platforms) {
        doubt(platform.provenance);
        for (auto& report : platform.reports) doubt(report.provenance);
        for (auto& part : platform.parts)
            if (part) doubt(part->provenance);
    }
    return book;
}

TEST(DoorScenarios, WhatWasNotSeenIsInNoAnswer) {
    const Handbook book = doubted();
    for (const auto& entry : scenarios()) {
        const toml::table& scenario = *entry.as_table();
        std::string text = answer(book, request(scenario, "plan"));
        // Links of a step are its own and not the directory's.
        for (const char* member : {R"("dial":)", R"("number":)", R"("shown":)", R"("phone":)", R"("report_url":)",
                                   R"("website":)", R"("does":[{)", R"("path":)", R"("mail":)", R"("hours":)"})
            EXPECT_EQ(text.find(member), std::string::npos) << member;
        EXPECT_NE(text.find(R"("check_at":)"), std::string::npos);
    }
    const std::string place = answer(book, R"({"ask":"places","today":"2026-11-22","text":"Bristol"})");
    for (const char* member : {R"("dial":)", R"("phone":)", R"("website":)", R"("report_url":)"})
        EXPECT_EQ(place.find(member), std::string::npos) << member;
}

}  // namespace
