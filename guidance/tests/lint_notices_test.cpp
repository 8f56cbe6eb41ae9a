// SPDX-License-Identifier: Apache-2.0
// The order of letters as it ships has no findings, and each rule speaks up when a copy of it is broken.
#include <gtest/gtest.h>

#include <algorithm>

#include "holdfast/guidance/lint.hpp"
#include "the_handbook.hpp"

namespace {

using namespace holdfast::guidance;

NoticeRule& rule_of(Handbook& handbook, std::string_view id) {
    return handbook.notices.rules[*handbook.notices.rule(id)];
}

std::string told(const Handbook& handbook) {
    std::string all;
    for (const Finding& finding : lint_notices(handbook).findings) all += finding.rule + ' ' + finding.where + '\n';
    return all;
}

TEST(LintNotices, AsTheyShipEveryKindIsReachedAndNobodyIsSentElsewhere) {
    EXPECT_EQ(told(test::the_handbook()), "");
}

TEST(LintNotices, SeesAKindThatNothingLeadsTo) {
    Handbook handbook = test::the_handbook();
    const auto lost = handbook.notices.rule("complaint-esafety");
    for (NoticeRule& rule : handbook.notices.rules)
        std::erase_if(rule.next, [&](const NoticeNext& next) { return next.notice == lost; });
    EXPECT_EQ(told(handbook), "notice-unreachable notice/complaint-esafety\n");

    handbook = test::the_handbook();
    for (Step& step : handbook.guide.steps) step.notices.clear();
    EXPECT_NE(told(handbook).find("notice-unreachable notice/us-tida\n"), std::string::npos);
    for (Step& step : handbook.guide.steps) step.platform_shows.clear();
    EXPECT_NE(told(handbook).find("notice-unreachable notice/report-platform\n"), std::string::npos);
    for (Step& step : handbook.guide.steps) step.force = false;
    EXPECT_NE(told(handbook).find("notice-unreachable notice/report-police\n"), std::string::npos);
}

TEST(LintNotices, SeesAServiceShownWhereItDoesNotServe) {
    for (const NoticeRule& rule : test::the_handbook().notices.rules)
        for (std::size_t i = 0; i < rule.next.size(); ++i) {
            if (rule.next[i].countries.empty()) continue;
            Handbook handbook = test::the_handbook();
            rule_of(handbook, rule.id).next[i].countries.clear();
            EXPECT_EQ(told(handbook), "next-elsewhere notice/" + rule.id + "/next/" + std::to_string(i) + '\n');
            rule_of(handbook, rule.id).next[i].countries = {"IN"};
            EXPECT_EQ(told(handbook), "next-elsewhere notice/" + rule.id + "/next/" + std::to_string(i) + '\n');
        }
}

TEST(LintNotices, SeesAServiceThatServesAPartOfItsCountryAlone) {
    Handbook handbook = test::the_handbook();
    rule_of(handbook, "preserve").next[0].service = "police-uk";
    rule_of(handbook, "preserve").next[0].countries = {"GB"};
    EXPECT_EQ(told(handbook), "next-elsewhere notice/preserve/next/0\n");
}

TEST(LintNotices, SeesAServiceForAdultsThatIsShownForAChild) {
    Handbook handbook = test::the_handbook();
    auto& next = rule_of(handbook, "platform").next;
    const auto helpline = std::ranges::find(next, "revenge-porn-helpline", &NoticeNext::service);
    ASSERT_NE(helpline, next.end());
    helpline->unless = {};
    EXPECT_EQ(told(handbook), "next-wrong-age notice/platform/next/" + std::to_string(helpline - next.begin()) + '\n');
}

}  // namespace
