// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/door.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "the_handbook.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::guidance;
using test::Answer;
using test::each;
using test::texts;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

// The fault that a request meets.
struct Refusal {
    std::string what, pointer, expected;
};
Refusal refusal(std::string_view request) {
    Answer got(request);
    auto error = got->object("error");
    return {std::string(error.text("what").value_or("")), std::string(error.text("pointer").value_or("")),
            std::string(error.text("expected").value_or(""))};
}

TEST(Door, AsksTheFirstQuestionOfSomebodyWhoHasSaidNothing) {
    Answer got(R"({"ask":"question"})");
    auto question = got->object("question");
    EXPECT_EQ(question.text("id"), "danger");
    EXPECT_EQ(question.text("skipped"), "thoughts");
    EXPECT_THAT(each(question.array("choices", 1, 64)), ElementsAre("no", "thoughts", "now-danger"));
    EXPECT_THAT(question.object("ask").text("say"), testing::Optional(testing::HasSubstr("danger")));
    EXPECT_FALSE(question.object("ask").has("en"));
    EXPECT_THAT(texts(got->array("asked", 0, 64)), IsEmpty());
    EXPECT_EQ(got->integer("left", 0, 32), 12);
}

TEST(Door, SpeaksWelshWithTheEnglishBesideIt) {
    Answer got(R"({"ask":"question","language":"cy"})");
    auto ask = got->object("question").object("ask");
    EXPECT_THAT(ask.text("say"), testing::Optional(testing::HasSubstr("perygl")));
    EXPECT_THAT(ask.text("en"), testing::Optional(testing::HasSubstr("danger")));
}

TEST(Door, AsksInTheWordsOfWhoeverAnswers) {
    Answer got(R"({"ask":"question","answers":{"danger":"no","situation":"threatened","live":"no","role":"parent"}})");
    EXPECT_EQ(got->object("question").object("ask").text("say"), "How old are they now?");
    EXPECT_THAT(texts(got->array("asked", 0, 64)), ElementsAre("danger", "situation", "live", "role"));
}

TEST(Door, AnAnswerThatDoesNotApplyAnyMoreIsNotCountedAndDoesNoHarm) {
    Answer got(
        R"({"ask":"question","answers":{"danger":"no","situation":"school","who":"ex","paid":"crypto","country":"wales"}})");
    EXPECT_THAT(got.text(), testing::StartsWith(R"({"question":null,)"));
    EXPECT_THAT(texts(got->array("asked", 0, 64)), ElementsAre("danger", "situation", "country"));
    EXPECT_EQ(got->integer("left", 0, 32), 0);
}

TEST(Door, CrisisHelpIsThereBeforeAnythingIsSaid) {
    Answer got(R"({"ask":"plan","today":"2026-11-22"})");
    EXPECT_THAT(each(got->array("crisis", 1, 64)), testing::AllOf(Contains("uk-999"), Contains("uk-samaritans")));
    EXPECT_EQ(got->object("crisis_for").boolean("assumed"), true);
    EXPECT_EQ(got->object("emergency").text("number"), "999");
    EXPECT_EQ(got->boolean("complete"), false);
}

TEST(Door, NamesTheFirstFaultByItsPlace) {
    const struct {
        std::string_view request, what, pointer, expected;
    } cases[] = {
        {"", "bad_json", "", "The text is not JSON."},
        {"[]", "bad_request", "", "must be an object"},
        {R"({})", "bad_request", "/ask", "is missing"},
        {R"({"ask":"weather"})", "bad_request", "/ask",
         "must be one of question, plan, places, platforms, countries, directory, messages, notices, notice, track"},
        {R"({"ask":7})", "bad_request", "/ask", "must be a text"},
        {R"({"ask":"question","answers":{"who":"me"}})", "bad_request", "/answers/who",
         "must be an answer of that question"},
        {R"({"ask":"question","answers":{"whom":"me"}})", "bad_request", "/answers/whom", "is not known here"},
        {R"({"ask":"question","answers":[]})", "bad_request", "/answers", "must be an object"},
        {R"({"ask":"question","language":"de"})", "bad_request", "/language", "must be one of en, cy"},
        {R"({"ask":"question","today":"2026-02-30"})", "bad_request", "/today", "must be a day such as 2026-11-22"},
        {R"({"ask":"question","today":"-026-02-10"})", "bad_request", "/today", "must be a day such as 2026-11-22"},
        {R"({"ask":"question","lang":"en"})", "bad_request", "/lang", "is not known here"},
        {R"({"ask":"plan"})", "bad_request", "/today", "is missing"},
        {R"({"ask":"plan","today":"2026-11-22","place":{"force":"gotham"}})", "bad_request", "/place/force",
         "must be the id of a force"},
        {R"({"ask":"plan","today":"2026-11-22","place":{}})", "bad_request", "/place/force", "is missing"},
        {R"({"ask":"places","today":"2026-11-22"})", "bad_request", "/text", "is missing"},
        {R"({"ask":"places","text":"Bristol"})", "bad_request", "/today", "is missing"},
        {R"({"ask":"directory"})", "bad_request", "/today", "is missing"},
    };
    for (const auto& [request, what, pointer, expected] : cases) {
        const Refusal got = refusal(request);
        EXPECT_EQ(got.what, what) << request;
        EXPECT_EQ(got.pointer, pointer) << request;
        EXPECT_EQ(got.expected, expected) << request;
    }
}

TEST(Door, NamesWhatCanBeAsked) {
    const Refusal got = refusal(R"({"ask":"weather"})");
    EXPECT_EQ(got.pointer, "/ask");
    EXPECT_THAT(got.expected, testing::StartsWith("must be one of question, plan, places, platforms"));
}

TEST(Door, RefusesWhatIsTooLongTooDeepOrNotUtf8AndQuotesNoneOfIt) {
    const std::string secret = "somebody's own words";
    for (const std::string& request :
         {R"({"ask":")" + std::string(longest_request, 'x') + R"("})", std::string(5'000, '['),
          R"({"ask":"places","today":"2026-11-22","text":")" + secret + std::string(200, 'x') + R"("})",
          R"({"ask":"question","answers":{"who":")" + secret + R"("}})", R"({"ask":")" + secret + R"("})",
          R"({"ask":"plan","today":"2026-11-22","place":{"force":")" + secret + R"("}})",
          std::string("{\"ask\":\"\xff\"}"), std::string(R"({"ask":"question","ask":"plan"})")}) {
        Answer got(request);
        EXPECT_TRUE(got->object("error").text("what")) << request.substr(0, 80);
        EXPECT_EQ(got.text().find(secret), std::string::npos);
    }
}

TEST(Door, EveryTruncationOfARequestIsAnsweredWithAnObject) {
    const std::string request =
        R"({"ask":"plan","today":"2026-11-22","language":"cy","answers":{"danger":"no","role":"me"},"place":{"force":"kent"}})";
    for (std::size_t size = 0; size < request.size(); ++size)
        EXPECT_THAT(Answer(request.substr(0, size)).text(), testing::StartsWith(R"({"error":)"));
    EXPECT_THAT(Answer(request).text(), testing::StartsWith(R"({"audience":)"));
}

constexpr std::string_view adult_in_england =
    R"("answers":{"danger":"no","situation":"threatened","live":"no","role":"me","age_now":"adult","adult_then":"yes",)"
    R"("who":"stranger","have":"real","posted":"yes","paid":"no","where":"instagram","country":"england"})";

// The step with this id, wherever it stands; a missing one fails the test.
JsonObject step_of(Answer& plan, std::string_view id) {
    const auto phases = plan->array("phases", 1, 64);
    for (std::size_t p = 0; p < phases.size(); ++p) {
        const auto steps = phases.object(p).array("steps", 1, 200);
        for (std::size_t s = 0; s < steps.size(); ++s)
            if (steps.object(s).text("id") == id) return steps.object(s);
    }
    ADD_FAILURE() << "no step " << id;
    return {};
}

std::string plan_request(std::string_view answers, std::string_view more = "") {
    std::string request = R"({"ask":"plan","today":"2026-11-22",)";
    request += answers;
    request += more;
    return request + '}';
}

TEST(Door, APlanSaysForWhomItIsAndGoesByPhases) {
    Answer got(plan_request(adult_in_england));
    EXPECT_EQ(got->text("audience"), "adult");
    EXPECT_EQ(got->text("person"), "adult");
    EXPECT_EQ(got->boolean("complete"), true);
    EXPECT_EQ(got->object("crisis_for").text("country"), "GB");
    EXPECT_EQ(got->object("crisis_for").boolean("assumed"), false);
    const auto phases = got->array("phases", 1, 64);
    const auto ids = each(phases);
    EXPECT_EQ(ids.front(), "crisis");
    EXPECT_THAT(ids, Not(Contains("prevent"))) << "phases without steps are left out";
    EXPECT_EQ(phases.object(0).text("pace"), "now");
}

TEST(Door, AStepHasItsWordsSourcesAndContacts) {
    Answer got(plan_request(adult_in_england));
    auto step = step_of(got, "tell-the-police");
    EXPECT_EQ(step.boolean("task"), true);
    EXPECT_EQ(step_of(got, "not-your-fault").boolean("task"), false) << "words to read";
    EXPECT_TRUE(step.object("head").text("say"));
    EXPECT_TRUE(step.object("why").text("say"));
    EXPECT_FALSE(each(step.array("sources", 1, 64), "url").empty());
    EXPECT_EQ(step.boolean("stale"), false);
    EXPECT_EQ(step.boolean("ask_place"), true) << "England has many forces";
    EXPECT_THAT(texts(step.array("notices", 0, 9)), ElementsAre("preserve"));
    const auto lines = step.array("lines", 1, 64);
    EXPECT_THAT(each(lines), testing::UnorderedElementsAre("uk-101", "uk-999"));
    EXPECT_EQ(lines.object(0).array("contacts", 1, 9).object(0).text("dial"), "101");
    EXPECT_TRUE(lines.object(0).has("hours"));
    EXPECT_FALSE(lines.object(0).has("unsure"));
    EXPECT_FALSE(lines.object(0).has("check_at"));
}

TEST(Door, WhatNobodyHasSeenOfALineIsNotSaidButWhereToLook) {
    for (const Sureness sure : {Sureness::copied, Sureness::pattern, Sureness::memory}) {
        Handbook book = test::the_handbook();
        auto& provenance = book.directory.lines[book.directory.line("uk-101").value()].provenance;
        provenance.unsure = {{.field = "hours", .sure = sure}};
        Answer got(plan_request(adult_in_england), book);
        auto step = step_of(got, "tell-the-police");
        const auto lines = step.array("lines", 1, 64);
        auto line = lines.object(0);
        EXPECT_EQ(line.text("id"), "uk-101");
        EXPECT_FALSE(line.has("hours")) << to_text(sure);
        EXPECT_THAT(texts(line.array("unsure", 1, 9)), ElementsAre("hours"));
        EXPECT_EQ(line.text("check_at"), "https://www.police.uk/");
    }
}

TEST(Door, ThePoliceForceIsTheOneThatWasPickedOrTheOnlyOneOfTheNation) {
    Answer picked(plan_request(adult_in_england, R"(,"place":{"force":"avon-and-somerset"})"));
    auto step = step_of(picked, "tell-the-police");
    EXPECT_FALSE(step.has("ask_place"));
    const auto forces = step.array("forces", 1, 1);
    EXPECT_THAT(each(forces), ElementsAre("avon-and-somerset"));
    EXPECT_EQ(forces.object(0).text("phone"), "101");
    EXPECT_FALSE(forces.object(0).has("report_url")) << "not seen";
    std::string scotland(adult_in_england);
    scotland.replace(scotland.find("england"), 7, "scotland");
    Answer only(plan_request(scotland));
    auto only_step = step_of(only, "tell-the-police");
    EXPECT_THAT(each(only_step.array("forces", 1, 1)), ElementsAre("police-scotland"));
    std::string abroad(adult_in_england);
    abroad.replace(abroad.find("england"), 7, "US");
    Answer there(plan_request(abroad));
    auto there_step = step_of(there, "tell-the-police");
    EXPECT_FALSE(there_step.has("forces"));
    EXPECT_FALSE(there_step.has("ask_place"));
    const auto parts = there_step.array("country", 2, 2);
    EXPECT_THAT(each(parts, "part"), ElementsAre("police", "emergency"));
    EXPECT_EQ(parts.object(1).text("number"), "911");
}

TEST(Door, BesideANumberToDialInDangerStandsThePageWhereItWasRead) {
    for (const char* country : {"US", "CA", "AU", "NZ", "IE", "FR", "DE", "ES", "NL", "PL", "PH", "IN"}) {
        Answer got(plan_request(R"("answers":{"danger":"now-danger","country":")" + std::string(country) + R"("})"));
        const auto parts = step_of(got, "crisis-now").array("country", 1, 1);
        EXPECT_EQ(parts.object(0).text("part"), "emergency");
        const std::string number(parts.object(0).text("number").value_or("none"));
        const auto sources = parts.object(0).array("sources", 1, 9);
        std::size_t first = 0;  // the first that is a page, as it is shown
        while (sources.object(first).text("url").value_or("").contains(".invalid")) ++first;
        EXPECT_THAT(sources.object(first).text("says"), testing::Optional(testing::HasSubstr(number))) << country;
    }
}

TEST(Door, ThePlatformsPartsAreThoseOfTheStepAndItsReportFormsThoseOfThePerson) {
    Answer adult(plan_request(adult_in_england));
    auto platform = step_of(adult, "posted-notice").object("platform");
    EXPECT_EQ(platform.text("id"), "instagram");
    EXPECT_THAT(each(platform.array("report", 1, 9), "for"),
                testing::AllOf(Contains("intimate-adult"), Not(Contains("under-18"))));
    EXPECT_THAT(each(platform.array("report", 1, 9), "for"), Not(Contains("hacked")));
    EXPECT_FALSE(platform.has("save"));
    auto save = step_of(adult, "save-messages").object("platform").object("save");
    EXPECT_TRUE(save.has("text"));
    EXPECT_FALSE(save.has("check_at"));
    std::string elsewhere(adult_in_england);
    elsewhere.replace(elsewhere.find("instagram"), 9, "discord");
    Answer there(plan_request(elsewhere));
    auto unseen = step_of(there, "save-messages").object("platform").object("save");
    EXPECT_FALSE(unseen.has("text")) << "follows sister pages, not seen";
    EXPECT_TRUE(unseen.has("check_at"));
    Answer unsure(plan_request(
        R"("answers":{"danger":"no","situation":"threatened","live":"no","role":"me","age_now":"adult","adult_then":"unsure",)"
        R"("who":"stranger","have":"real","posted":"yes","paid":"no","where":"instagram","country":"england"})"));
    EXPECT_THAT(each(step_of(unsure, "platform-under-18").object("platform").array("report", 1, 9), "for"),
                testing::AllOf(Contains("under-18"), Not(Contains("intimate-adult"))));
}

TEST(Door, AParentReadsWordsOfTheirOwnOrIsToldWhoseTheyAre) {
    Answer got(plan_request(
        R"("answers":{"danger":"no","situation":"threatened","live":"no","role":"parent","age_now":"13-17",)"
        R"("who":"stranger","have":"real","posted":"no","paid":"no","where":"snapchat","country":"wales"})"));
    EXPECT_EQ(got->text("audience"), "parent");
    EXPECT_EQ(got->text("person"), "young");
    std::size_t own = 0;
    std::size_t others = 0;
    const auto phases = got->array("phases", 1, 64);
    for (std::size_t p = 0; p < phases.size(); ++p) {
        const auto steps = phases.object(p).array("steps", 1, 200);
        for (std::size_t s = 0; s < steps.size(); ++s) (steps.object(s).has("for") ? others : own)++;
    }
    EXPECT_GT(own, 10U);
    EXPECT_GT(others, 0U);
    Answer adult(plan_request(adult_in_england));
    EXPECT_EQ(adult.text().find(R"("for":"adult")"), std::string::npos);
    Answer school(plan_request(R"("answers":{"danger":"thoughts","situation":"school","country":"wales"})"));
    EXPECT_NE(school.text().find("school-before"), std::string::npos);
    EXPECT_EQ(school.text().find(R"("for":"adult")"), std::string::npos);
}

TEST(Door, AfterItsDayOfReviewEverythingIsStaleAndSaysWhereToCheck) {
    Answer fresh(R"({"ask":"directory","today":"2026-11-22"})");
    EXPECT_EQ(fresh->integer("stale_in_all", 0, 10'000), 0);
    Answer old(R"({"ask":"directory","today":"2031-01-01"})");
    const auto entries = old->integer("entries_in_all", 100, 10'000);
    EXPECT_EQ(old->integer("stale_in_all", 0, 10'000), entries);
    EXPECT_GT(old->integer("not_seen_in_all", 0, 10'000), 10);
    EXPECT_EQ(old->array("entries", 100, 10'000).size(), static_cast<std::size_t>(entries.value_or(0)));
    Answer plan(R"({"ask":"plan","today":"2031-01-01"})");
    const auto crisis = plan->array("crisis", 1, 64);
    for (std::size_t i = 0; i < crisis.size(); ++i) {
        EXPECT_EQ(crisis.object(i).boolean("stale"), true);
        EXPECT_TRUE(crisis.object(i).has("check_at"));
        EXPECT_FALSE(each(crisis.object(i).array("contacts", 1, 9), "shown").empty()) << "still better than none";
    }
}

TEST(Door, TheDirectoryNamesEveryKindOfEntry) {
    Answer got(R"({"ask":"directory","today":"2026-11-22","language":"cy"})");
    const auto kinds = each(got->array("entries", 100, 10'000), "kind");
    for (const char* kind :
         {"line", "service", "force", "areas", "country", "platform", "platform-part", "postcodes", "step"})
        EXPECT_THAT(kinds, Contains(kind));
    EXPECT_EQ(std::ranges::count(kinds, "areas"), 45);
    EXPECT_THAT(each(got->array("entries", 100, 10'000)), Contains("instagram/report/threat"));
}

TEST(Door, APlaceIsAnsweredWithForcesAndAlwaysWith999And101) {
    Answer exact(R"({"ask":"places","today":"2026-11-22","text":"bristol"})");
    EXPECT_EQ(exact->text("why"), "council");
    auto place = exact->array("exact", 1, 1).object(0);
    EXPECT_EQ(place.text("force"), "avon-and-somerset");
    EXPECT_EQ(place.text("council"), "E06000023");
    EXPECT_EQ(place.object("name").text("say"), "Bristol, City of");
    EXPECT_EQ(place.object("police").text("phone"), "101");
    EXPECT_EQ(exact->array("candidates", 0, 0).size(), 0U);
    Answer past(R"({"ask":"places","today":"2026-11-22","text":"Mendip"})");
    EXPECT_EQ(past->text("why"), "past_council");
    auto successor = past->array("exact", 1, 1).object(0);
    EXPECT_EQ(successor.object("name").text("say"), "Somerset");
    EXPECT_EQ(successor.object("past").object("name").text("say"), "Mendip");
    Answer several(R"({"ask":"places","today":"2026-11-22","text":"Newcastle"})");
    EXPECT_EQ(several->text("why"), "part");
    EXPECT_EQ(several->array("exact", 0, 0).size(), 0U);
    const auto candidates = several->array("candidates", 2, 2);
    EXPECT_THAT(each(candidates), testing::UnorderedElementsAre("northumbria", "staffordshire"));
    EXPECT_EQ(candidates.object(0).array("councils", 1, 9).size(), 1U);
    Answer postcode(R"({"ask":"places","today":"2026-11-22","text":"ba1 1aa"})");
    EXPECT_EQ(postcode->text("why"), "postcode");
    EXPECT_EQ(postcode->object("postcodes").text("sure"), "memory");
    EXPECT_THAT(each(postcode->array("candidates", 1, 12)), ElementsAre("avon-and-somerset", "wiltshire", "dorset"));
    for (const char* text : {"bristol", "BS1", "Gotham", "", "\\u0000"}) {
        Answer got(R"({"ask":"places","today":"2026-11-22","text":")" + std::string(text) + R"("})");
        EXPECT_THAT(each(got->array("always", 2, 2)), ElementsAre("uk-999", "uk-101")) << text;
    }
}

TEST(Door, PickersGetIdsAndNames) {
    Answer platforms(R"({"ask":"platforms"})");
    const auto list = platforms->array("platforms", 26, 26);
    EXPECT_EQ(list.object(0).text("id"), "instagram");
    EXPECT_EQ(list.object(0).object("name").text("say"), "Instagram");
    Answer countries(R"({"ask":"countries","language":"cy"})");
    auto britain = countries->array("countries", 13, 13).object(0);
    EXPECT_EQ(britain.object("name").text("say"), "Y Deyrnas Unedig");
    EXPECT_EQ(britain.object("name").text("en"), "United Kingdom");
}

TEST(Door, TheSameRequestGivesTheSameBytes) {
    const std::string request = plan_request(adult_in_england);
    EXPECT_EQ(answer(test::the_handbook(), request), answer(test::the_handbook(), request));
}

}  // namespace
