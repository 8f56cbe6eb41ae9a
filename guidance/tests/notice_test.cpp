// SPDX-License-Identifier: Apache-2.0
// Notices over the real rules: what each law needs is named when it is missing, and nothing that must not stand in a
// letter does.
#include "holdfast/guidance/notice.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "holdfast/guidance/handbook.hpp"
#include "notice_examples.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::guidance;
using test::adult_facts;
using test::notice_of;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> missing_of(const Notice& notice) {
    std::vector<std::string> ids;
    for (const NoticeNeed* need : notice.missing) ids.emplace_back(to_text(need->fact));
    return ids;
}

std::vector<std::string> warnings_of(const Notice& notice) {
    std::vector<std::string> ids;
    for (const NoticeWarning* warning : notice.warnings) ids.push_back(warning->id);
    return ids;
}

// Takes one fact away.
void take_away(NoticeFacts& facts, NoticeFact fact) {
    switch (fact) {
        case NoticeFact::pages:
            facts.pages.clear();
            break;
        case NoticeFact::target:
            facts.pages.clear();
            facts.accounts.clear();
            break;
        case NoticeFact::contact:
            facts.contact.clear();
            break;
        case NoticeFact::email:
            facts.contact = "by post";
            break;
        case NoticeFact::name:
            facts.name.clear();
            break;
        case NoticeFact::signature:
            facts.signature.clear();
            break;
        case NoticeFact::reasons:
            facts.reasons.clear();
            facts.country.clear();
            break;
        case NoticeFact::intimate:
            facts.says_intimate = false;
            break;
        case NoticeFact::subject:
            facts.says_subject = false;
            break;
        case NoticeFact::no_consent:
            facts.says_no_consent = false;
            break;
        case NoticeFact::truth:
            facts.says_true = false;
            break;
        case NoticeFact::connection:
            facts.connection.reset();
            break;
        case NoticeFact::sent:
            facts.sent.at.reset();
            break;
        case NoticeFact::story:
            facts.story.clear();
            break;
        case NoticeFact::accounts:
            facts.accounts.clear();
            break;
    }
}

TEST(Notice, EveryKindIsCompleteWithFullFacts) {
    for (const NoticeRule& rule : test::the_book().rules) {
        const Notice notice = notice_of(rule.id, adult_facts());
        EXPECT_THAT(missing_of(notice), testing::IsEmpty()) << rule.id;
        EXPECT_TRUE(notice.complete()) << rule.id;
        EXPECT_THAT(notice.letter.body, Not(HasSubstr("["))) << rule.id;
        EXPECT_FALSE(notice.letter.subject.empty()) << rule.id;
    }
}

TEST(Notice, EachElementThatIsTakenAwayIsNamedWithItsLawAndItsReason) {
    std::size_t checked = 0;
    for (const NoticeRule& rule : test::the_book().rules) {
        for (const NoticeNeed& need : rule.needs) {
            NoticeFacts facts = adult_facts();
            if (!need.when.always()) facts.role = NoticeRole::helper;
            take_away(facts, need.fact);
            Notice notice = notice_of(rule.id, facts);
            if (std::ranges::find(notice.missing, &need) == notice.missing.end()) {
                facts.under_18 = NoticeAge::yes;  // some are asked for somebody under 18 alone
                notice = notice_of(rule.id, facts);
            }
            ASSERT_NE(std::ranges::find(notice.missing, &need), notice.missing.end())
                << rule.id << ' ' << to_text(need.fact);
            EXPECT_EQ(notice.complete(), !need.required) << rule.id << ' ' << to_text(need.fact);
            for (const auto& words : {need.law.words, need.why.words})
                for (const auto& text : words) EXPECT_FALSE(text.empty()) << rule.id << ' ' << to_text(need.fact);
            ++checked;
        }
    }
    EXPECT_GE(checked, 40U);
}

TEST(Notice, EveryStatementThatALetterLeavesOpenIsAskedFor) {
    std::size_t gaps = 0;
    for (const NoticeRule& rule : test::the_book().rules)
        for (const NoticeRole role : {NoticeRole::me, NoticeRole::helper})
            for (const NoticeAge age : {NoticeAge::no, NoticeAge::yes, NoticeAge::unsure})
                for (const NoticeFact fact :
                     {NoticeFact::intimate, NoticeFact::subject, NoticeFact::no_consent, NoticeFact::truth}) {
                    NoticeFacts facts = adult_facts();
                    facts.role = role;
                    facts.under_18 = age;
                    take_away(facts, fact);
                    const Notice notice = notice_of(rule.id, facts);
                    const std::string& name = test::the_book().facts[static_cast<std::size_t>(fact)].name.words[0];
                    if (!notice.letter.body.contains("[" + name + "]")) continue;
                    ++gaps;
                    EXPECT_TRUE(
                        std::ranges::any_of(notice.missing, [&](const NoticeNeed* one) { return one->fact == fact; }))
                        << rule.id << ' ' << name << " as " << notice_role_names[static_cast<std::size_t>(role)]
                        << ", under 18: " << notice_age_names[static_cast<std::size_t>(age)];
                }
    EXPECT_GE(gaps, 60U);
}

TEST(Notice, TheUnitedStatesLawIsReadPointByPoint) {
    const auto& rule = test::the_book().rules[*test::the_book().rule("us-tida")];
    std::vector<std::pair<std::string, std::string>> points;
    for (const NoticeNeed& need : rule.needs) points.emplace_back(to_text(need.fact), need.law.words[0]);
    EXPECT_THAT(points,
                testing::IsSupersetOf({std::pair<std::string, std::string>{"signature", "47 USC 223a(a)(1)(B)(i)"},
                                       {"pages", "47 USC 223a(a)(1)(B)(ii)"},
                                       {"no-consent", "47 USC 223a(a)(1)(B)(iii)"},
                                       {"contact", "47 USC 223a(a)(1)(B)(iv)"}}));
    ASSERT_TRUE(rule.clock);
    EXPECT_EQ(rule.clock->hours, 48);
    EXPECT_EQ(to_text(*rule.in_force), "2026-05-19");
}

TEST(Notice, WhatThePersonHasNotSaidStandsAsAGapAndNotAsAClaim) {
    NoticeFacts facts = adult_facts();
    facts.says_no_consent = false;
    facts.says_true = false;
    const Notice notice = notice_of("us-tida", facts);
    EXPECT_THAT(notice.letter.body, HasSubstr("[your statement that you did not agree]"));
    EXPECT_THAT(notice.letter.body, HasSubstr("[your statement that this is true]"));
    EXPECT_THAT(notice.letter.body, Not(HasSubstr("good faith belief")));
}

TEST(Notice, ANameStandsOnlyWhereTheLawAsksForIt) {
    for (const NoticeRule& rule : test::the_book().rules) {
        const Notice notice = notice_of(rule.id, adult_facts());
        const bool printed = notice.letter.body.find("Nia Example") != std::string::npos;
        EXPECT_EQ(printed, rule.prints_name) << rule.id;
        EXPECT_THAT(warnings_of(notice), testing::Contains(printed ? "name-printed" : "name-left-out")) << rule.id;
    }
    EXPECT_TRUE(test::the_book().rules[*test::the_book().rule("dsa16")].prints_name);
}

TEST(Notice, ASignatureStandsOnlyWhereTheLawAsksForIt) {
    for (const NoticeRule& rule : test::the_book().rules) {
        const Notice notice = notice_of(rule.id, adult_facts());
        EXPECT_EQ(notice.letter.body.find("N. E. signs") != std::string::npos, rule.id == "us-tida") << rule.id;
    }
}

TEST(Notice, WithSomebodyUnder18NothingShowsWhoItIsAndNoFingerprintGoes) {
    for (const NoticeAge age : {NoticeAge::yes, NoticeAge::unsure}) {
        for (const NoticeRule& rule : test::the_book().rules) {
            NoticeFacts facts = adult_facts();
            facts.under_18 = age;
            const Notice notice = notice_of(rule.id, facts);
            EXPECT_TRUE(notice.under_18);
            EXPECT_EQ(notice.letter.body.find("Nia Example"), std::string::npos) << rule.id;
            EXPECT_TRUE(notice.fingerprints.empty()) << rule.id;
            EXPECT_THAT(notice.letter.body, Not(HasSubstr("fingerprint"))) << rule.id;
            ASSERT_FALSE(notice.warnings.empty()) << rule.id;
            EXPECT_EQ(notice.warnings.front()->id, "under-18") << rule.id;
            EXPECT_THAT(notice.warnings.front()->services,
                        testing::IsSupersetOf({"report-remove", "iwf", "take-it-down"}));
            for (const auto& id : missing_of(notice)) EXPECT_NE(id, "name") << rule.id;
        }
    }
}

TEST(Notice, TheDigitalServicesActNeedsNoNameForAChildAndSaysWhy) {
    NoticeFacts facts = adult_facts();
    facts.under_18 = NoticeAge::yes;
    facts.name.clear();
    facts.contact.clear();
    facts.country.clear();
    facts.reasons.clear();
    const Notice notice = notice_of("dsa16", facts);
    EXPECT_TRUE(notice.complete());
    EXPECT_THAT(notice.letter.body, HasSubstr("Article 16(2)(c)"));
    EXPECT_THAT(notice.letter.body, Not(HasSubstr("[")));
}

TEST(Notice, NotKnowingTheAgeCountsAsUnder18) {
    EXPECT_TRUE(notice_of("platform", NoticeFacts{}).under_18);
}

TEST(Notice, FingerprintsGoOnlyAfterTheyWereSeenAndOnlyWhereTheNoticeTakesThem) {
    for (const NoticeRule& rule : test::the_book().rules) {
        NoticeFacts facts = adult_facts();
        const Notice with = notice_of(rule.id, facts);
        EXPECT_EQ(with.fingerprints.find(test::example_code) != std::string::npos, rule.fingerprints) << rule.id;
        EXPECT_EQ(with.letter.body.find(test::example_code), std::string::npos) << rule.id;
        facts.attach_fingerprints = false;
        const Notice without = notice_of(rule.id, facts);
        EXPECT_TRUE(without.fingerprints.empty()) << rule.id;
        EXPECT_THAT(warnings_of(without),
                    testing::Contains(rule.fingerprints ? "fingerprints-not-yet" : "fingerprints-left-out"))
            << rule.id;
    }
}

TEST(Notice, AHelperSaysThatTheyActForThePerson) {
    NoticeFacts facts = adult_facts();
    facts.role = NoticeRole::helper;
    const Notice notice = notice_of("us-tida", facts);
    EXPECT_THAT(notice.letter.body, HasSubstr("on behalf of the person shown"));
    EXPECT_THAT(notice.letter.body, Not(HasSubstr("picture or video of me")));
    EXPECT_THAT(warnings_of(notice), testing::Contains("helper"));
    facts.says_subject = false;
    EXPECT_THAT(missing_of(notice_of("us-tida", facts)), testing::Contains("subject"));
}

TEST(Notice, AFakeIsCalledAFake) {
    NoticeFacts facts = adult_facts();
    facts.made = NoticeMade::faked;
    EXPECT_THAT(notice_of("us-tida", facts).letter.body, HasSubstr("digital forgery"));
    EXPECT_THAT(notice_of("us-tida", adult_facts()).letter.body, Not(HasSubstr("forgery")));
}

TEST(Notice, AWelshReaderGetsACopyAndTheLetterStaysEnglish) {
    const Notice notice =
        make_notice(test::the_book(), *test::the_book().rule("dsa16"), adult_facts(), Language::welsh, {});
    ASSERT_TRUE(notice.copy);
    EXPECT_THAT(notice.letter.body, HasSubstr("Where it is:"));
    EXPECT_THAT(notice.copy->body, HasSubstr("Ble mae:"));
    EXPECT_FALSE(notice_of("dsa16", adult_facts()).copy);
}

TEST(Notice, ADateThatIsNotEstablishedIsSaidPlainlyAndNeverInvented) {
    const NoticeRule& rule = test::the_book().rules[*test::the_book().rule("uk-osa")];
    EXPECT_FALSE(rule.in_force);
    EXPECT_THAT(rule.in_force_note.words[0], HasSubstr("could not find the day"));
    EXPECT_THAT(warnings_of(notice_of("uk-osa", adult_facts())), testing::Contains("date-unknown"));
    EXPECT_THAT(notice_of("uk-osa", adult_facts()).letter.body, HasSubstr("once in force"));
    for (const NoticeRule& one : test::the_book().rules)
        if (!one.law.empty() && !one.in_force) EXPECT_FALSE(one.in_force_note.empty()) << one.id;
}

TEST(Notice, NothingPromisesThatAPictureComesDown) {
    for (const NoticeRule& rule : test::the_book().rules) {
        if (rule.to == NoticeTo::police) continue;
        EXPECT_THAT(warnings_of(notice_of(rule.id, adult_facts())), testing::Contains("no-promise")) << rule.id;
    }
}

TEST(Notice, ARuleThatIsPastItsReviewAndAComplaintBeforeItsTimeAreSaid) {
    const auto& book = test::the_book();
    NoticeFacts facts = adult_facts();
    const std::chrono::sys_days late{std::chrono::year{2031} / 1 / 1};
    const std::chrono::sys_days early{std::chrono::year{2026} / 1 / 1};
    EXPECT_THAT(
        warnings_of(make_notice(book, *book.rule("us-tida"), facts, Language::english, {.today = late, .now = {}})),
        testing::Contains("stale"));
    EXPECT_THAT(
        warnings_of(make_notice(book, *book.rule("us-tida"), facts, Language::english, {.today = early, .now = {}})),
        testing::Contains("not-yet-in-force"));
    constexpr std::int64_t hour = 3'600'000;
    for (const std::int64_t hours : {47, 49}) {
        const UnixMillis now{facts.sent.at->value + hours * hour};
        const Notice notice =
            make_notice(book, *book.rule("complaint-ftc"), facts, Language::english, {.today = {}, .now = now});
        EXPECT_EQ(std::ranges::count(warnings_of(notice), "too-early"), hours < 48 ? 1 : 0) << hours;
    }
}

TEST(Notice, AnAddressWithoutItsBeginningIsNoAddress) {
    NoticeFacts facts = adult_facts();
    facts.pages = {{.url = "forum.example/thread/7", .where = {}, .account = {}, .first_seen = {}, .last_seen = {}}};
    const Notice notice = notice_of("us-tida", facts);
    EXPECT_THAT(missing_of(notice), testing::Contains("pages"));
    EXPECT_THAT(warnings_of(notice), testing::Contains("page-not-an-address"));
}

TEST(Notice, TheHostsContactIsExplainedAndLinkedForTheSiteAlone) {
    const Notice notice = notice_of("host", adult_facts());
    ASSERT_TRUE(notice.lookup);
    EXPECT_EQ(notice.lookup->host, "forum.example");
    EXPECT_EQ(notice.lookup->url, "https://client.rdap.org/?object=forum.example");
    EXPECT_FALSE(notice_of("us-tida", adult_facts()).lookup);
}

TEST(Notice, HostileValuesChangeNothingButTheirOwnPlace) {
    NoticeFacts facts = adult_facts();
    facts.contact = "a@relay.example\r\nBcc: other@example.org";
    facts.name = std::string("Nia\0Example\x1b[31m", 15);
    facts.reasons = "first line\nsecond {contact} line \xE2\x80\xAEtfel\xE2\x80\xAC \xC0\xAF";
    facts.pages[0].where = "top\nSigned: somebody else";
    facts.case_reference = std::string(100'000, 'x');
    const Notice notice = notice_of("dsa16", facts);
    EXPECT_THAT(notice.letter.body, Not(HasSubstr("\r")));
    EXPECT_THAT(notice.letter.body, Not(HasSubstr("\nBcc:")));
    EXPECT_THAT(notice.letter.body, Not(HasSubstr("\nSigned: somebody else")));
    EXPECT_THAT(notice.letter.body, HasSubstr("second {contact} line"));
    EXPECT_THAT(notice.letter.body, Not(HasSubstr("\xE2\x80\xAE")));
    EXPECT_THAT(notice.letter.body, HasSubstr("\xEF\xBF\xBD"));
    EXPECT_THAT(notice.letter.body, Not(HasSubstr(std::string(longest_notice_line + 1, 'x'))));
    EXPECT_EQ(std::ranges::count_if(notice.letter.body,
                                    [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; }),
              0);
    EXPECT_THAT(warnings_of(notice), testing::Contains("cleaned"));
}

TEST(Notice, ReportTextsComeFieldByField) {
    const Notice notice = notice_of("report-police", adult_facts());
    ASSERT_GE(notice.letter.fields.size(), 6U);
    EXPECT_EQ(notice.letter.fields[0].label, "What kind of crime");
    for (const NoticeField& field : notice.letter.fields) EXPECT_FALSE(field.value.empty()) << field.label;
    NoticeFacts facts;
    facts.accounts = {"@quiet_lantern_7"};
    const Notice short_report = notice_of("report-police", facts);
    EXPECT_TRUE(short_report.complete()) << "identifiers alone are enough";
}

TEST(Notice, NextStepsFollowTheCountry) {
    NoticeFacts facts = adult_facts();
    facts.country = "AU";
    std::vector<std::string> next;
    for (const NoticeNext* one : notice_of("reminder", facts).next)
        if (one->notice) next.push_back(test::the_book().rules[*one->notice].id);
    EXPECT_THAT(next, testing::ElementsAre("au-esafety"));
}

}  // namespace
