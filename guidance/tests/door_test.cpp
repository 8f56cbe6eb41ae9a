// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/door.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
         "must be one of question, plan, places, platforms, countries, directory"},
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

}  // namespace
