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
    for (const MissingPoint& point : notice.missing) ids.emplace_back(to_text(point.fact));
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
            facts.letter.sent.at.reset();
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
            const auto names = [&] { return std::ranges::find(notice.missing, &need, &MissingPoint::need); };
            if (names() == notice.missing.end()) {
                facts.under_18 = NoticeAge::yes;  // some are asked for somebody under 18 alone
                notice = notice_of(rule.id, facts);
            }
            ASSERT_NE(names(), notice.missing.end()) << rule.id << ' ' << to_text(need.fact);
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
                        std::ranges::any_of(notice.missing, [&](const MissingPoint& one) { return one.fact == fact; }))
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
        EXPECT_EQ(printed, rule.id == "dsa16") << rule.id << ": Article 16(2)(c) of the DSA is the only law that asks";
        EXPECT_EQ(rule.prints_name, rule.id == "dsa16") << rule.id;
        EXPECT_THAT(warnings_of(notice), testing::Contains(printed ? "name-printed" : "name-left-out")) << rule.id;
        for (const NoticeNeed& need : rule.needs)
            if (need.fact == NoticeFact::name || need.fact == NoticeFact::email) EXPECT_EQ(rule.id, "dsa16");
    }
}

TEST(Notice, WhoIsUnder18NeedNotSignThemselvesAndNothingSaysThatNoNameIsNeededWhereOneIsSigned) {
    NoticeFacts facts = adult_facts();
    facts.under_18 = NoticeAge::yes;
    for (const NoticeRule& rule : test::the_book().rules) {
        const auto warnings = warnings_of(notice_of(rule.id, facts));
        EXPECT_EQ(std::ranges::count(warnings, "signature-under-18"), rule.id == "us-tida" ? 1 : 0) << rule.id;
    }
    facts.role = NoticeRole::helper;  // their own name: "Type your own signature."
    EXPECT_THAT(warnings_of(notice_of("us-tida", facts)), Not(testing::Contains("signature-under-18")));
    EXPECT_THAT(warnings_of(notice_of("us-tida", adult_facts())), Not(testing::Contains("signature-under-18")));
    const Notice notice = notice_of("us-tida", facts);
    EXPECT_THAT(notice.warnings.front()->text.words[0], HasSubstr("No letter of ours has to name the person"));
    EXPECT_THAT(notice.warnings.front()->text.words[0], Not(HasSubstr("name is not needed")));
    EXPECT_THAT(notice.letter.body, HasSubstr("nor for the name of the person shown"));
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
        const UnixMillis now{facts.letter.sent.at->value + hours * hour};
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
    facts.letter.case_number = std::string(100'000, 'x');
    facts.letter.reference = "1234-5678-90\nBcc";
    facts.accounts = {std::string(100'000, 'x')};
    const Notice notice = notice_of("dsa16", facts);
    EXPECT_THAT(notice.letter.body, Not(HasSubstr("\r")));
    EXPECT_THAT(notice.letter.body, Not(HasSubstr("\nBcc:")));
    EXPECT_THAT(notice.letter.body, Not(HasSubstr("\nSigned: somebody else")));
    EXPECT_THAT(notice.letter.body, HasSubstr("second {contact} line"));
    EXPECT_THAT(notice.letter.body, Not(HasSubstr("\xE2\x80\xAE")));
    EXPECT_THAT(notice.letter.body, HasSubstr("\xEF\xBF\xBD"));
    EXPECT_THAT(notice.letter.body, Not(HasSubstr("xx")));
    EXPECT_THAT(notice.letter.body, Not(HasSubstr("Our reference")));
    const Notice report = notice_of("report-police", facts);
    EXPECT_THAT(report.letter.body, HasSubstr(std::string(longest_notice_line, 'x')));
    EXPECT_THAT(report.letter.body, Not(HasSubstr(std::string(longest_notice_line + 1, 'x'))));
    EXPECT_EQ(std::ranges::count_if(notice.letter.body,
                                    [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; }),
              0);
    EXPECT_THAT(warnings_of(notice), testing::Contains("cleaned"));
}

TEST(Notice, ReportTextsComeFieldByField) {
    const Notice notice = notice_of("report-police", adult_facts());
    ASSERT_GE(notice.letter.fields.size(), 6U);
    EXPECT_EQ(notice.letter.fields[1].label, "What kind of crime");
    for (const NoticeField& field : notice.letter.fields) EXPECT_FALSE(field.value.empty()) << field.label;
    NoticeFacts facts;
    facts.accounts = {"@quiet_lantern_7"};
    const Notice short_report = notice_of("report-police", facts);
    EXPECT_TRUE(short_report.complete()) << "identifiers alone are enough";
}

// What follows a letter in a country: ids of notices and services.
std::vector<std::string> next_of(std::string_view kind, std::string_view country, NoticeAge age = NoticeAge::no) {
    NoticeFacts facts = adult_facts();
    facts.country = country;
    facts.under_18 = age;
    std::vector<std::string> ids;
    for (const NoticeNext* one : notice_of(kind, facts).next)
        ids.push_back(one->notice ? test::the_book().rules[*one->notice].id : one->service);
    return ids;
}

TEST(Notice, NextStepsFollowTheCountry) {
    EXPECT_THAT(next_of("reminder", "AU"), testing::ElementsAre("complaint-esafety"));
    EXPECT_THAT(next_of("reminder", "GB"), testing::ElementsAre("complaint-ofcom"));
    EXPECT_THAT(next_of("reminder", "PL"), testing::ElementsAre("complaint-dsc"));
    for (const char* country : {"US", "CA", "IN", ""}) EXPECT_THAT(next_of("reminder", country), testing::IsEmpty());
    EXPECT_THAT(next_of("platform", "GB"), testing::ElementsAre("reminder", "search", "revenge-porn-helpline"));
    EXPECT_THAT(next_of("platform", "GB", NoticeAge::unsure), testing::ElementsAre("reminder", "search"));
    EXPECT_THAT(next_of("platform", "NZ"), testing::ElementsAre("reminder", "search", "nz-netsafe"));
    EXPECT_THAT(next_of("platform", "DE"), testing::ElementsAre("reminder", "search"));
    for (const char* country : {"GB", "DE", ""})
        EXPECT_THAT(next_of("preserve", country), testing::ElementsAre("report-police")) << country;
    EXPECT_THAT(next_of("us-tida", "GB"), testing::ElementsAre("complaint-ftc", "reminder"))
        << "the law binds the platform, wherever the person lives";
}

TEST(Notice, AReminderNamesARegulatorOnlyWhereOneFollows) {
    const auto reminder_in = [](std::string_view country) {
        NoticeFacts facts = adult_facts();
        facts.country = country;
        return notice_of("reminder", facts).letter.body;
    };
    EXPECT_THAT(reminder_in("GB"), HasSubstr("Otherwise I can turn to Ofcom."));
    EXPECT_THAT(reminder_in("AU"), HasSubstr("Otherwise I can turn to the eSafety Commissioner."));
    EXPECT_THAT(reminder_in("FR"), HasSubstr("the Digital Services Coordinator of my country"));
    for (const char* country : {"US", "CA", "PH", ""}) {
        EXPECT_THAT(reminder_in(country), Not(HasSubstr("Otherwise"))) << country;
        EXPECT_THAT(reminder_in(country), Not(HasSubstr("regulator"))) << country;
    }
}

TEST(Notice, EveryLetterHasItsReferenceAndAReminderSaysTheFirstOnesAgain) {
    for (const NoticeRule& rule : test::the_book().rules)
        EXPECT_THAT(notice_of(rule.id, adult_facts()).letter.body, HasSubstr(test::example_reference)) << rule.id;
    for (const char* kind : {"reminder", "complaint-ftc", "complaint-ofcom", "complaint-dsc", "complaint-esafety"})
        EXPECT_THAT(notice_of(kind, adult_facts()).letter.body,
                    HasSubstr("Our reference of that notice: " + test::earlier_reference))
            << kind;
}

TEST(Notice, AnAlertWithoutAnAddressAsksForWhatAPersonCanKnow) {
    NoticeFacts facts = adult_facts();
    facts.pages.clear();
    facts.accounts.clear();
    facts.letter.alert = {.partner = "Example Social", .at = *time_from_rfc3339("2026-11-21T10:00:00Z")};
    for (const char* kind : {"platform", "us-tida", "uk-osa", "dsa16", "reminder", "complaint-ofcom"}) {
        const Notice notice = notice_of(kind, facts);
        EXPECT_THAT(missing_of(notice), testing::ElementsAre("target")) << kind;
        EXPECT_THAT(notice.letter.body, HasSubstr("On 2026-11-21 Example Social reported")) << kind;
        EXPECT_THAT(notice.letter.body, Not(HasSubstr("["))) << kind << " has a gap that nobody can fill";
        EXPECT_THAT(notice.letter.body, Not(HasSubstr("Where it is:"))) << kind;
        const auto& words = test::the_book().facts[static_cast<std::size_t>(NoticeFact::target)];
        EXPECT_THAT(words.question(facts.role, facts.under_18, notice.found).words[0],
                    HasSubstr("The alert gives no web address."));
    }
    EXPECT_TRUE(notice_of("platform", facts).complete()) << "their own record of that day leads to it";
    EXPECT_FALSE(notice_of("us-tida", facts).complete()) << "what a law asks for stays required";
    facts.accounts = {"@quiet_lantern_7"};
    EXPECT_TRUE(notice_of("us-tida", facts).complete());
    EXPECT_THAT(notice_of("us-tida", facts).letter.body, HasSubstr("- @quiet_lantern_7"));
    facts.pages = adult_facts().pages;
    EXPECT_THAT(notice_of("platform", facts).letter.body, HasSubstr("Where it is:"));
    EXPECT_THAT(notice_of("platform", facts).letter.body, HasSubstr("On 2026-11-21 Example Social reported"));
}

TEST(Notice, MoreFingerprintsThanALetterTakesAreCountedAndTheFirstGoAlong) {
    NoticeFacts facts = adult_facts();
    facts.fingerprints.resize(most_notice_fingerprints + 44);
    const Notice notice = notice_of("us-tida", facts);
    EXPECT_EQ(std::ranges::count(notice.fingerprints, '\n'), most_notice_fingerprints + 1);
    EXPECT_EQ(notice.fingerprints_attached, most_notice_fingerprints);
    EXPECT_EQ(notice.fingerprints_in_all, most_notice_fingerprints + 44);
    EXPECT_THAT(notice.letter.body, HasSubstr("the first 256 of 300 fingerprints"));
    EXPECT_THAT(warnings_of(notice), testing::Contains("fingerprints-cut"));
    EXPECT_THAT(warnings_of(notice_of("us-tida", adult_facts())), Not(testing::Contains("fingerprints-cut")));
    EXPECT_THAT(notice_of("us-tida", adult_facts()).letter.body, Not(HasSubstr("The file holds the first")));
}

TEST(Notice, AHostIsLookedForWhereTheLetterMayGoToOne) {
    const auto explains = [](std::string_view kind, bool listed) {
        NoticeFacts facts = adult_facts();
        facts.to.listed = listed;
        const Notice notice = notice_of(kind, facts);
        EXPECT_EQ(notice.lookup.has_value(), notice.explains_contact(facts)) << kind;
        return notice.explains_contact(facts);
    };
    for (const bool listed : {false, true}) {
        for (const char* kind : {"host", "plain", "dsa16"}) EXPECT_TRUE(explains(kind, listed)) << kind;
        for (const char* kind : {"us-tida", "platform", "reminder"}) EXPECT_FALSE(explains(kind, listed)) << kind;
        EXPECT_EQ(explains("uk-osa", listed), !listed);
    }
}

}  // namespace
