// SPDX-License-Identifier: Apache-2.0
// Notices through the door: requests as the page sends them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/guidance/door.hpp"
#include "notice_examples.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::guidance;
using testing::HasSubstr;
using testing::Not;

std::string ask(const std::string& members) {
    const std::string said = answer(test::the_handbook(), "{" + members + "}");
    JsonDocument document;
    EXPECT_TRUE(document.parse(said, {.bytes = std::size_t{1} << 20U, .depth = 24, .members = 128})) << said;
    return said;
}

constexpr const char* adult =
    R"("under_18":"no","made":"real","pages":[{"url":"https://forum.example/t/7"}],"contact":"a@mail.example")";

std::string ask_for(const std::string& kind, const std::string& facts, const std::string& more = "") {
    const std::string letter = more.contains(R"("letter":)") ? "" : R"(,"letter":{"reference":"0000-0000-0098"})";
    return ask(R"("ask":"notice","today":"2026-11-22","notice":")" + kind + R"(","facts":{)" + facts + "}" + more +
               letter);
}

TEST(NoticeDoor, NamesWhatIsMissingWithLawReasonAndQuestion) {
    const std::string said = ask_for("us-tida", adult);
    EXPECT_THAT(said, HasSubstr(R"("complete":false)"));
    EXPECT_THAT(said, HasSubstr(R"({"element":"signature","required":true,)"));
    EXPECT_THAT(said, HasSubstr("47 USC 223a(a)(1)(B)(i)"));
    EXPECT_THAT(said, HasSubstr(R"("clock":{"hours":48,"from":"sent")"));
    EXPECT_THAT(said, HasSubstr(R"({"after_hours":48,"notice":"complaint-ftc")"));
    EXPECT_THAT(said, HasSubstr(R"("in_force":"2026-05-19")"));
    EXPECT_THAT(ask_for("uk-osa", adult), HasSubstr(R"("in_force":null)"));
}

TEST(NoticeDoor, AnEditedLetterIsTheOneThatIsMailedAndNothingElseChanges) {
    const std::string facts = std::string(adult) + R"(,"recipient":"abuse@site.example")";
    const std::string eml = R"(,"now":"2026-11-22T08:00:00Z","formats":["eml"])";
    const std::string words = R"(,"words":{"subject":"My own\nsubject","body":"My own words.\r\n\r\nTŷ gŵr ‮x"})";
    const std::string plain = ask_for("us-tida", facts, eml);
    const std::string own = ask_for("us-tida", facts, eml + words);
    EXPECT_THAT(own, HasSubstr(R"("subject":"My own subject","body":"My own words.\n\nTŷ gŵr x\n")"));
    EXPECT_THAT(own, HasSubstr(R"(mailto:abuse@site.example?subject=My%20own%20subject&body=My%20own%20words.)"));
    EXPECT_THAT(own, HasSubstr(R"(Subject: My own subject\r\n)"));
    EXPECT_THAT(own, HasSubstr(R"(My own words.\r\n\r\nT=C5=B7 g=C5=B5r x)"));
    const auto part = [](const std::string& said) {
        const auto from = said.find(R"("missing":)");
        return said.substr(from, said.find(R"("mailto":)") - from);
    };
    EXPECT_EQ(part(own), part(plain)) << "what is missing stays that of the facts";
    for (const char* wrong :
         {R"({"subject":"a"})", R"({"subject":"","body":"b"})", R"({"subject":"a","body":"b","c":1})", "1"})
        EXPECT_THAT(ask_for("us-tida", facts, std::string(R"(,"words":)") + wrong), HasSubstr("bad_request")) << wrong;
    EXPECT_THAT(ask_for("us-tida", facts, R"(,"words":{"subject":"a","body":")" + std::string(24'001, 'b') + R"("})"),
                HasSubstr("/words/body"));
}

TEST(NoticeDoor, KnowsWhereItGoes) {
    EXPECT_THAT(ask_for("platform", std::string(adult) + R"(,"platform":"reddit")"),
                HasSubstr(R"("platforms":[{"id":"reddit")"));
    EXPECT_THAT(ask_for("search", adult), HasSubstr(R"("platforms":[{"id":"google-search")"));
    EXPECT_THAT(ask_for("complaint-ftc", adult), HasSubstr("takeitdown.ftc.gov"));
    EXPECT_THAT(ask_for("complaint-dsc", adult), HasSubstr("digital-strategy.ec.europa.eu"));
    const std::string police = ask_for("report-police", adult, R"(,"place":{"force":"avon-and-somerset"})");
    EXPECT_THAT(police, HasSubstr(R"("force":{"id":"avon-and-somerset")"));
    EXPECT_THAT(police, HasSubstr(R"({"label":"What kind of crime")"));
    EXPECT_THAT(ask_for("report-police", std::string(adult) + R"(,"platform":"reddit")"),
                HasSubstr(R"({"label":"Where it happened","value":"Reddit"})"))
        << "a letter names the platform, not its id";
    EXPECT_THAT(ask_for("host", adult), HasSubstr("client.rdap.org/?object=forum.example"));
}

TEST(NoticeDoor, EveryForceAndEveryPlatformHasItsReportText) {
    for (const Force& force : test::the_handbook().directory.forces)
        EXPECT_THAT(ask_for("report-police", adult, R"(,"place":{"force":")" + force.id + R"("})"),
                    testing::AllOf(HasSubstr(R"("force":{"id":")" + force.id), HasSubstr(R"("fields":[{"label":)")));
    for (const Platform& platform : test::the_handbook().directory.platforms)
        EXPECT_THAT(ask_for("report-platform", std::string(adult) + R"(,"platform":")" + platform.id + R"(")"),
                    testing::AllOf(HasSubstr(R"("platforms":[{"id":")" + platform.id),
                                   HasSubstr(R"("fields":[{"label":"Reason to choose")")));
}

TEST(NoticeDoor, AChildIsHandedToThoseWhoMayLook) {
    const std::string said = ask_for("platform", R"("under_18":"yes","pages":[{"url":"https://forum.example/t/7"}])");
    EXPECT_THAT(said, HasSubstr(R"("under_18":true)"));
    EXPECT_THAT(said, HasSubstr(R"("id":"report-remove")"));
    EXPECT_THAT(said, HasSubstr(R"("complete":true)"));
}

TEST(NoticeDoor, WhereSomebodyMayBeUnder18NobodyIsSentBackToThePage) {
    for (const char* age : {"yes", "unsure"}) {
        const std::string young = R"("under_18":")" + std::string(age) + '"';
        EXPECT_THAT(ask_for("platform", young), HasSubstr("Do not open the page to get them."));
        EXPECT_THAT(ask_for("platform", young), Not(HasSubstr("top of the browser")));
        EXPECT_THAT(ask_for("us-tida", young), HasSubstr("an adult you allow can sign for you"));
        EXPECT_THAT(ask_for("us-tida", young + R"(,"role":"helper")"), HasSubstr("Type your own signature."));
        EXPECT_THAT(ask_for("report-police", young), HasSubstr("The picture is not part of this report."));
    }
    EXPECT_THAT(ask_for("platform", R"("under_18":"no")"), HasSubstr("top of the browser"));
    EXPECT_THAT(ask_for("us-tida", R"("under_18":"no")"), Not(HasSubstr("an adult you allow")));
    EXPECT_THAT(ask_for("report-police", R"("under_18":"no")"), Not(HasSubstr("The picture is not part")));
}

TEST(NoticeDoor, SaysWhatStandsBehindAPoint) {
    const std::string said = ask_for("us-tida", R"("under_18":"no")");
    EXPECT_THAT(said, HasSubstr(R"({"element":"signature","required":true,"by":"law")"));
    EXPECT_THAT(said, HasSubstr(R"({"element":"true","required":false,"by":"sense")"));
    EXPECT_THAT(ask_for("search", R"("under_18":"no")"),
                HasSubstr(R"({"element":"pages","required":true,"by":"rules")"));
    for (const NoticeRule& rule : test::the_book().rules)
        for (const NoticeNeed& need : rule.needs)
            EXPECT_EQ(need.by == NoticeBasis::sense, need.law.words[0].starts_with("No law"))
                << rule.id << ' ' << to_text(need.fact);
}

TEST(NoticeDoor, FingerprintsStandInTheAttachmentAlone) {
    const std::string code(test::example_code);
    const std::string said =
        ask_for("us-tida", std::string(adult) + R"(,"fingerprints":[")" + code + R"("],"attach_fingerprints":true)",
                R"(,"now":"2026-11-22T08:00:00Z","formats":["eml"])");
    const auto mailto = said.find("mailto:");
    ASSERT_NE(mailto, std::string::npos);
    EXPECT_EQ(said.substr(mailto, said.find('"', mailto) - mailto).find(code), std::string::npos);
    const auto body = said.find("\"body\":");
    EXPECT_EQ(said.substr(body, said.find("\"to\":", body) - body).find(code), std::string::npos);
    EXPECT_THAT(said, HasSubstr(R"("attachment":{"name":"fingerprints.txt","text":)"));
    EXPECT_THAT(said, HasSubstr(R"("eml":"From: a@mail.example)"));
}

TEST(NoticeDoor, RefusesWhatItCannotReadAndQuotesNothingOfIt) {
    EXPECT_THAT(ask_for("nonsense", adult), HasSubstr(R"("pointer":"/notice")"));
    EXPECT_THAT(ask_for("platform", R"("fingerprints":["ABC"])"), HasSubstr(R"("pointer":"/facts/fingerprints/0")"));
    EXPECT_THAT(ask_for("platform", R"("role":"judge")"), HasSubstr(R"("pointer":"/facts/role")"));
    EXPECT_THAT(ask_for("platform", R"("pages":[{"url":"https://a.example","first_seen":"yesterday"}])"),
                HasSubstr("/facts/pages/0/first_seen"));
    EXPECT_THAT(ask_for("platform", adult, R"(,"formats":["eml"])"), HasSubstr(R"("pointer":"/now")"));
    EXPECT_THAT(ask_for("platform", R"("secret":"marmalade")"), Not(HasSubstr("marmalade")));
}

TEST(NoticeDoor, TracksWhatWasSentAndMakesReminders) {
    const std::string said = ask(
        R"("ask":"track","today":"2026-11-22","now":"2026-11-22T08:00:00Z","id":"000102030405060708090a0b0c0d0e0f","sent":[)"
        R"({"notice":"us-tida","at":"2026-11-20T07:00:00Z","under_18":"no"},{"notice":"dsa16","at":"2026-11-22T07:00:00Z"}])");
    EXPECT_THAT(said, HasSubstr(R"("state":"due","deadline":"2026-11-22T07:00:00Z","over":true)"));
    EXPECT_THAT(said, HasSubstr(R"("notice":"dsa16","known":true,"state":"waiting")"));
    EXPECT_THAT(said, HasSubstr("DTSTART:20261125T070000Z"));
    EXPECT_THAT(said, Not(HasSubstr("DTSTART:20261122T070000Z")));
}

TEST(NoticeDoor, MakesNoCalendarWhereNothingIsStillToCome) {
    const std::string said = ask(
        R"("ask":"track","today":"2026-11-22","now":"2026-11-22T08:00:00Z","id":"000102030405060708090a0b0c0d0e0f","sent":[)"
        R"({"notice":"us-tida","at":"2026-11-20T07:00:00Z"}])");
    EXPECT_THAT(said, Not(HasSubstr("calendar")));
}

TEST(NoticeDoor, TakesAReferenceAndNothingElseAsOne) {
    const std::string said = ask_for("platform", adult, R"(,"letter":{"reference":"0000-0000-1068"})");
    EXPECT_THAT(said, HasSubstr(R"("reference":"0000-0000-1068")"));
    EXPECT_THAT(said, HasSubstr("Our reference: 0000-0000-1068"));
    for (const char* other : {"0000-0000-1069", "for Nia", "HF-7K3Q-9XWM-C"}) {
        EXPECT_THAT(ask_for("platform", adult, R"(,"letter":{"reference":")" + std::string(other) + R"("})"),
                    HasSubstr(R"("pointer":"/letter/reference")"));
        EXPECT_THAT(ask_for("platform", adult, R"(,"letter":{"sent":{"ours":")" + std::string(other) + R"("}})"),
                    HasSubstr(R"("pointer":"/letter/sent/ours")"));
    }
}

TEST(NoticeDoor, MakesNoLetterThatCouldNotBeFoundAgain) {
    for (const NoticeRule& rule : test::the_book().rules) {
        const std::string request = R"("ask":"notice","today":"2026-11-22","facts":{},"notice":")" + rule.id + '"';
        EXPECT_THAT(ask(request), HasSubstr(R"("pointer":"/letter","expected":"must hold the reference)")) << rule.id;
        EXPECT_THAT(ask(request + R"(,"letter":{"reference":"0000-0000-0098"})"), HasSubstr("Our reference"))
            << rule.id;
    }
}

TEST(NoticeDoor, ACaseIsACaseNumberAndBelongsToTheLetter) {
    EXPECT_THAT(ask_for("platform", adult, R"(,"letter":{"reference":"0000-0000-0098","case":"HF-7K3Q-9XWM-C"})"),
                HasSubstr("Case number: HF-7K3Q-9XWM-C"));
    for (const char* words : {"my own words", "HF-7K3Q-9XWM", "hf-7k3q-9xwm-c", "HF-7K3Q-9XWM-C, 0000-0000-0098"}) {
        EXPECT_THAT(ask_for("platform", adult, R"(,"letter":{"case":")" + std::string(words) + R"("})"),
                    HasSubstr(R"("pointer":"/letter/case")"));
        EXPECT_THAT(ask_for("platform", std::string(adult) + R"(,"case":")" + words + '"'),
                    HasSubstr(R"("pointer":"/facts/case")"));
    }
    EXPECT_THAT(ask_for("platform", adult, R"(,"letter":{"reference":"0000-0000-0098","reasons":"said for this one"})"),
                HasSubstr("said for this one"));
}

TEST(NoticeDoor, AnAlertWithoutAnAddressIsAskedAboutAsAPersonCanAnswer) {
    const std::string facts = R"("under_18":"no","platform":"instagram")";
    const std::string alert =
        R"(,"letter":{"reference":"0000-0000-0098","alert":{"partner":"Instagram","at":"2026-11-21T10:00:00Z"}})";
    const std::string said = ask_for("platform", facts, alert);
    EXPECT_THAT(said, HasSubstr(R"({"element":"target","required":false,"by":"rules")"));
    EXPECT_THAT(said, HasSubstr("The alert gives no web address."));
    EXPECT_THAT(said, Not(HasSubstr(R"("element":"pages")")));
    EXPECT_THAT(said, HasSubstr("On 2026-11-21 Instagram reported"));
    EXPECT_THAT(ask_for("platform", facts), HasSubstr(R"("element":"pages")"));
    EXPECT_THAT(ask_for("platform", facts, R"(,"letter":{"alert":{"partner":"Instagram"}})"),
                HasSubstr(R"("pointer":"/letter/alert/at")"));
}

TEST(NoticeDoor, ManyFingerprintsAreNoReasonToRefuseALetter) {
    std::string codes;
    for (int i = 0; i < 3'000; ++i) codes.append(codes.empty() ? "\"" : ",\"").append(test::example_code).append("\"");
    const std::string facts = std::string(adult) + R"(,"attach_fingerprints":true,"fingerprints":[)" + codes + "]";
    const std::string said = ask_for("us-tida", facts);
    EXPECT_THAT(said, HasSubstr(R"("fingerprints":{"attached":256,"in_all":3000})"));
    EXPECT_THAT(said, HasSubstr("the first 256 of 3000 fingerprints"));
    EXPECT_THAT(said, HasSubstr(R"({"id":"fingerprints-cut")"));
}

TEST(NoticeDoor, AKindThatIsNotKnownHidesNoOther) {
    const std::string said =
        ask(R"("ask":"track","today":"2026-11-22","now":"2026-11-22T08:00:00Z","sent":[)"
            R"({"notice":"of-a-later-edition","at":"2026-11-20T07:00:00Z","reference":"0000-0000-1068"},)"
            R"({"notice":"of-a-later-edition","at":"2026-11-20T07:00:00Z","answer":"removed"},)"
            R"({"notice":"us-tida","at":"2026-11-20T07:00:00Z","under_18":"no"}])");
    EXPECT_THAT(
        said,
        HasSubstr(
            R"({"records":[{"notice":"of-a-later-edition","known":false,"reference":"0000-0000-1068","state":"waiting","due":[],"coming":[]},)"
            R"({"notice":"of-a-later-edition","known":false,"state":"done","due":[],"coming":[]},{"notice":"us-tida","known":true,"state":"due")"));
    EXPECT_THAT(ask(R"("ask":"track","today":"2026-11-22","now":"2026-11-22T08:00:00Z","sent":[)"
                    R"({"notice":"Words of my own","at":"2026-11-20T07:00:00Z"}])"),
                HasSubstr(R"("pointer":"/sent/0/notice")"));
}

TEST(NoticeDoor, ThePoliceOfAnotherCountryAreItsOwn) {
    const std::string said = ask_for("report-police", std::string(adult) + R"(,"country":"US")");
    EXPECT_THAT(said,
                HasSubstr(R"("to":{"kind":"police","country":[{"part":"emergency","country":"US","number":"911")"));
    EXPECT_THAT(said, Not(HasSubstr(R"("id":"uk-101")")));
    EXPECT_THAT(ask_for("report-police", std::string(adult) + R"(,"country":"wales")"), HasSubstr(R"("id":"uk-101")"));
}

TEST(NoticeDoor, SaysHowAHostIsFoundWhereThePlatformIsNoneOfTheDirectorys) {
    EXPECT_THAT(ask_for("dsa16", adult), HasSubstr(R"("find_contact":)"));
    EXPECT_THAT(ask_for("uk-osa", std::string(adult) + R"(,"platform":"Small Forum")"),
                HasSubstr(R"("find_contact":)"));
    EXPECT_THAT(ask_for("uk-osa", std::string(adult) + R"(,"platform":"instagram")"),
                Not(HasSubstr(R"("find_contact":)")));
}

TEST(NoticeDoor, ListsTheKinds) {
    EXPECT_THAT(ask(R"("ask":"notices")"), HasSubstr(R"({"id":"us-tida","to":"platform")"));
}

}  // namespace
