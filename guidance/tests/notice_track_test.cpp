// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/notice_track.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "notice_examples.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::guidance;

constexpr std::int64_t hour = 3'600'000;
constexpr UnixMillis sent_at{1'800'000'000'000};

SentNotice sent(std::string_view id) {
    return {.rule = *test::the_book().rule(id),
            .at = sent_at,
            .answer = NoticeAnswer::none,
            .under_18 = NoticeAge::no,
            .country = "GB"};
}

Track at_hour(const SentNotice& notice, std::int64_t hours) {
    return track(test::the_book(), notice, {sent_at.value + hours * hour});
}

TEST(Track, TheClockRunsFromSendingAndEndsAtItsHour) {
    const SentNotice notice = sent("us-tida");
    EXPECT_EQ(at_hour(notice, 0).state, TrackState::waiting);
    EXPECT_EQ(*at_hour(notice, 0).deadline, (UnixMillis{sent_at.value + 48 * hour}));
    EXPECT_FALSE(track(test::the_book(), notice, {sent_at.value + 48 * hour - 1}).over);
    const Track over = at_hour(notice, 48);
    EXPECT_TRUE(over.over);
    EXPECT_EQ(over.state, TrackState::due);
    ASSERT_FALSE(over.due.empty());
    EXPECT_EQ(test::the_book().rules[*over.due.front()->notice].id, "complaint-ftc");
    EXPECT_TRUE(over.coming.empty());
}

TEST(Track, AReceiptStopsNothingARefusalMakesTheNextStepDueAndRemovalEndsIt) {
    SentNotice notice = sent("uk-osa");
    notice.answer = NoticeAnswer::receipt;
    EXPECT_EQ(at_hour(notice, 1).state, TrackState::waiting);
    EXPECT_EQ(at_hour(notice, 49).state, TrackState::due);
    notice.answer = NoticeAnswer::refused;
    EXPECT_EQ(at_hour(notice, 1).state, TrackState::due);
    notice.answer = NoticeAnswer::removed;
    EXPECT_EQ(at_hour(notice, 100).state, TrackState::done);
    EXPECT_TRUE(at_hour(notice, 100).due.empty());
}

TEST(Track, WhereTheLawsHoursRunFromAnOrderNoDeadlineIsInvented) {
    const Track found = at_hour(sent("au-esafety"), 30);
    EXPECT_FALSE(found.deadline);
    EXPECT_EQ(found.state, TrackState::waiting);
}

TEST(Track, AHelplineForAdultsIsNotNextForAChild) {
    SentNotice notice = sent("uk-osa");
    const auto services = [&] {
        std::vector<std::string> ids;
        for (const NoticeNext* next : at_hour(notice, 50).due)
            if (!next->service.empty()) ids.push_back(next->service);
        return ids;
    };
    EXPECT_THAT(services(), testing::Contains("revenge-porn-helpline"));
    notice.under_18 = NoticeAge::unsure;
    EXPECT_THAT(services(), testing::Not(testing::Contains("revenge-porn-helpline")));
}

TEST(Track, RemindersAreTheDeadlineAndEachNextStepOnce) {
    EXPECT_THAT(reminder_times(test::the_book(), sent("us-tida")),
                testing::ElementsAre(UnixMillis{sent_at.value + 48 * hour}));
    SentNotice german = sent("dsa16");
    german.country = "DE";
    EXPECT_THAT(reminder_times(test::the_book(), german),
                testing::ElementsAre(UnixMillis{sent_at.value + 72 * hour}, UnixMillis{sent_at.value + 168 * hour}));
}

TEST(Track, WhatComesNextIsForTheCountryAndForNoOtherWhereThatIsNotKnown) {
    const auto due_in = [](std::string_view country) {
        SentNotice notice = sent("uk-osa");
        notice.country = country;
        return at_hour(notice, 50).due.size();
    };
    EXPECT_EQ(due_in("GB"), 3U);
    EXPECT_EQ(due_in("FR"), 1U);
    EXPECT_EQ(due_in(""), 1U);
}

TEST(Track, ExtremeTimesDoNotOverflow) {
    for (const std::int64_t at : {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
        SentNotice notice = sent("us-tida");
        notice.at = {at};
        (void)track(test::the_book(), notice, {std::numeric_limits<std::int64_t>::max()});
        (void)reminder_times(test::the_book(), notice);
    }
}

}  // namespace
