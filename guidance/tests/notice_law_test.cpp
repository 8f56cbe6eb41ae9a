// SPDX-License-Identifier: Apache-2.0
// Each law as the sources have it (the facts behind data/notices/laws.toml and complaints.toml), written down here a
// second time: a point that is taken out of the data, put in, or moved to another section is seen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "notice_examples.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::guidance;
using testing::HasSubstr;

// "signature! 47 USC …": what is needed, whether it is required, and by which place.
std::vector<std::string> points_of(std::string_view kind) {
    std::vector<std::string> points;
    for (const NoticeNeed& need : test::the_book().rules[*test::the_book().rule(kind)].needs)
        points.push_back(std::string(to_text(need.fact)) + (need.required ? "! " : "? ") + need.law.words[0]);
    return points;
}

const NoticeRule& rule_of(std::string_view kind) {
    return test::the_book().rules[*test::the_book().rule(kind)];
}

constexpr const char* sense = "true? No law: plain sense";

TEST(NoticeLaw, TakeItDownActOfTheUnitedStates) {
    EXPECT_THAT(points_of("us-tida"),
                testing::ElementsAre("signature! 47 USC 223a(a)(1)(B)(i)", "pages! 47 USC 223a(a)(1)(B)(ii)",
                                     "no-consent! 47 USC 223a(a)(1)(B)(iii)", "subject! 47 USC 223a(a)(1)(A)",
                                     "contact! 47 USC 223a(a)(1)(B)(iv)", sense));
    EXPECT_EQ(to_text(*rule_of("us-tida").in_force), "2026-05-19");
    EXPECT_EQ(rule_of("us-tida").clock->hours, 48);
    EXPECT_EQ(rule_of("us-tida").clock->from, ClockFrom::sent);
    EXPECT_THAT(points_of("complaint-ftc"), testing::ElementsAre("sent! 47 USC 223a(a)(3)", "pages! 47 USC 223a(a)(3)",
                                                                 "contact? The FTC's form", sense));
    EXPECT_EQ(to_text(*rule_of("complaint-ftc").in_force), "2026-05-19");
    EXPECT_EQ(rule_of("complaint-ftc").wait_hours, 48);
}

TEST(NoticeLaw, OnlineSafetyActOfTheUnitedKingdom) {
    EXPECT_THAT(points_of("uk-osa"), testing::ElementsAre("intimate! Online Safety Act 2023, section 20A(2)(a)",
                                                          "subject! Online Safety Act 2023, section 20A(2)(b)",
                                                          "true! Online Safety Act 2023, section 20A(2)(c)",
                                                          "pages! Online Safety Act 2023, section 20A(2)",
                                                          "contact! Online Safety Act 2023, section 20A(2)",
                                                          "no-consent! Sexual Offences Act 2003, section 66B(1)"));
    EXPECT_FALSE(rule_of("uk-osa").in_force) << "no source gives the day on which the 48 hours begin to bind";
    EXPECT_EQ(rule_of("uk-osa").law.words[0], "Online Safety Act 2023, sections 10(3A) and 20A");
    EXPECT_EQ(rule_of("uk-osa").clock->hours, 48);
    EXPECT_EQ(rule_of("uk-osa").clock->law, "Online Safety Act 2023, section 10(3A)");
    EXPECT_THAT(points_of("complaint-ofcom"),
                testing::ElementsAre("sent! Ofcom's own page", "pages? Ofcom's own page", sense));
    EXPECT_FALSE(rule_of("complaint-ofcom").in_force);
    EXPECT_THAT(rule_of("complaint-ofcom").in_force_note.words[0], HasSubstr("not known to us"));
}

TEST(NoticeLaw, DigitalServicesActOfTheEuropeanUnion) {
    EXPECT_THAT(points_of("dsa16"), testing::ElementsAre("reasons! Article 16(2)(a)", "pages! Article 16(2)(b)",
                                                         "name! Article 16(2)(c)", "email! Article 16(2)(c)",
                                                         "true! Article 16(2)(d)", "no-consent? Article 16(2)(a)"));
    EXPECT_EQ(rule_of("dsa16").law.words[0], "Regulation (EU) 2022/2065, Article 16");
    EXPECT_EQ(to_text(*rule_of("dsa16").in_force), "2024-02-17");
    EXPECT_FALSE(rule_of("dsa16").clock) << "the law names no number of hours";
    EXPECT_THAT(points_of("complaint-dsc"),
                testing::ElementsAre("sent! Article 53", "pages! Article 53", "contact? No law: plain sense", sense));
    EXPECT_EQ(rule_of("complaint-dsc").law.words[0], "Regulation (EU) 2022/2065, Article 53");
    EXPECT_EQ(to_text(*rule_of("complaint-dsc").in_force), "2024-02-17");
    EXPECT_EQ(rule_of("complaint-dsc").wait_hours, 72);
}

TEST(NoticeLaw, OnlineSafetyActOfAustralia) {
    const std::string act = "Online Safety Act 2021 (Australia), section ";
    EXPECT_THAT(points_of("au-esafety"),
                testing::ElementsAre("pages! " + act + "77(2)", "subject! " + act + "33(1) and (3)",
                                     "no-consent! " + act + "77(1)(c)", "connection! " + act + "33(1)(c)",
                                     "contact? eSafety's own page", sense));
    EXPECT_EQ(rule_of("au-esafety").law.words[0], "Online Safety Act 2021 (Australia), sections 32, 33, 77 and 78");
    EXPECT_EQ(to_text(*rule_of("au-esafety").in_force), "2022-01-23");
    EXPECT_EQ(rule_of("au-esafety").clock->hours, 24);
    EXPECT_EQ(rule_of("au-esafety").clock->from, ClockFrom::order);
    EXPECT_THAT(
        points_of("complaint-esafety"),
        testing::ElementsAre("sent! eSafety's own page", "pages! " + act + "77(2)", "connection! " + act + "33(1)(c)",
                             "subject! " + act + "33(1) and (3)", "no-consent! " + act + "77(1)(c)", sense));
    EXPECT_EQ(to_text(*rule_of("complaint-esafety").in_force), "2022-01-23");
}

// What is needed, and whether it is required.
std::vector<std::string> facts_of(std::string_view kind) {
    std::vector<std::string> facts;
    for (const NoticeNeed& need : rule_of(kind).needs)
        facts.push_back(std::string(to_text(need.fact)) + (need.required ? '!' : '?'));
    return facts;
}

TEST(NoticeLaw, LettersThatRestOnNoneAskForWhatLeadsToThePictureAndForWhatMakesItAbuse) {
    using testing::ElementsAre;
    EXPECT_THAT(facts_of("platform"),
                ElementsAre("pages!", "no-consent!", "subject!", "contact?", "subject?", "true?"));
    EXPECT_THAT(facts_of("host"), ElementsAre("pages!", "no-consent!", "contact?", "subject?", "true?"));
    EXPECT_THAT(facts_of("search"), ElementsAre("pages!", "subject!", "no-consent!", "contact?", "subject?", "true?"));
    EXPECT_THAT(facts_of("plain"), ElementsAre("pages!", "no-consent!", "contact?", "true?"));
    EXPECT_THAT(facts_of("preserve"), ElementsAre("target!", "contact?"));
    EXPECT_THAT(facts_of("reminder"), ElementsAre("pages!", "sent!"));
    EXPECT_THAT(facts_of("report-police"), ElementsAre("story?", "accounts?"));
    EXPECT_THAT(facts_of("report-platform"), ElementsAre("target!", "story?"));
    for (const char* kind : {"platform", "plain", "us-tida", "uk-osa", "dsa16"})
        EXPECT_TRUE(rule_of(kind).fingerprints) << kind;
    EXPECT_EQ(test::the_book().rules.size(), 16U) << "a kind that is new is written down here as well";
}

TEST(NoticeLaw, WhatEachLetterCitesStandsInIt) {
    const auto body_of = [](std::string_view kind) { return test::notice_of(kind, test::adult_facts()).letter.body; };
    EXPECT_THAT(body_of("us-tida"), HasSubstr("section 223a(a)(1) of title 47 of the United States Code"));
    EXPECT_THAT(body_of("uk-osa"), HasSubstr("section 20A of the Online Safety Act 2023"));
    EXPECT_THAT(body_of("dsa16"), HasSubstr("Article 16 of Regulation (EU) 2022/2065"));
    EXPECT_THAT(body_of("complaint-dsc"), HasSubstr("Article 53 of Regulation (EU) 2022/2065"));
    EXPECT_THAT(body_of("au-esafety"), HasSubstr("section 32 of the Online Safety Act 2021"));
}

}  // namespace
