// SPDX-License-Identifier: Apache-2.0
// What each piece of advice says and whom it leads to, written down a second time. That its step is shown to whom it
// must be is for rules.toml; that the step still says what it is there for, and still gives its numbers, is seen here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "the_handbook.hpp"

namespace {

using namespace holdfast::guidance;

struct Advice {
    std::string_view step;
    std::vector<std::string> says;  // each in its English heading, text or reason for an adult
    std::vector<std::string> lines, services, platform_shows;
};

const std::vector<Advice>& all_advice() {
    static const std::vector<Advice> advice{
        // Don't panic, pay, reply or negotiate.
        {"slow-down", {"You have time", "Breathe"}, {}, {}, {}},
        {"do-not-pay", {"Do not pay", "gift cards"}, {}, {}, {}},
        {"do-not-pay-more", {"Do not pay any more"}, {}, {}, {}},
        {"stop-replying", {"Stop replying", "do not bargain", "Do not write back"}, {}, {}, {}},
        // If something was paid.
        {"bank-now", {"Call the bank", "recall", "reference number"}, {"uk-159"}, {}, {}},
        {"gift-card", {"freeze"}, {}, {}, {}},
        {"crypto-paid", {"wallet address"}, {}, {}, {}},
        {"save-payment", {"reference number", "receipt"}, {}, {}, {}},
        {"recovery-scams",
         {"fee", "Do not pay", "Report that fraud", "blackmail itself goes to the police"},
         {"uk-report-fraud", "uk-101"},
         {},
         {}},
        // Save first, then block.
        {"save-messages", {"before you block", "tell the other side about a screenshot"}, {}, {}, {"save"}},
        {"save-words-under-18", {"never the picture", "not even as proof"}, {}, {}, {"save"}},
        {"block-everywhere", {"each account and number", "after you have saved"}, {}, {}, {"block"}},
        // Accounts.
        {"download-data", {"Download your account data first"}, {}, {}, {"download_data"}},
        {"deactivate", {"do not delete it", "wipes the proof", "30 days"}, {}, {}, {"deactivate"}},
        {"passwords", {"Change your passwords", "two-step"}, {}, {}, {"two_factor"}},
        {"hide-friends-list", {"friends list", "refuse strangers", "private"}, {}, {}, {"friends_list", "requests"}},
        {"stolen-account", {"hacked"}, {}, {}, {"two_factor"}},
        // Whom to tell.
        {"report-platform", {"report the account"}, {}, {}, {"report"}},
        {"report-isp", {"internet or phone company"}, {}, {}, {}},
        {"site-and-host", {"administrator", "host"}, {}, {}, {}},
        {"adult-helpline", {"helpline"}, {"uk-rph", "uk-victim-support"}, {"revenge-porn-helpline"}, {}},
        {"child-helpline", {"helpline"}, {"uk-childline", "uk-meic", "uk-nspcc"}, {}, {}},
        {"tell-the-police", {"online or by phone"}, {"uk-101", "uk-999"}, {"police-uk"}, {}},
        {"short-report",
         {"user names, numbers, accounts and links", "I do not want to prosecute"},
         {"uk-crimestoppers", "uk-101"},
         {"fearless"},
         {}},
        {"report-ceop", {"CEOP"}, {}, {"ceop"}, {}},
        {"stopncii", {"StopNCII"}, {}, {"stopncii"}, {}},
        {"report-remove", {"Report Remove"}, {}, {"report-remove"}, {}},
        {"take-it-down", {"Take It Down"}, {}, {"take-it-down"}, {}},
        {"posted-under-18", {"Internet Watch Foundation"}, {}, {"iwf"}, {}},
        {"no-answer", {"regulator"}, {}, {"report-harmful-content", "ofcom-complaint", "us-ftc-take-it-down"}, {}},
        // The device.
        {"camera-off", {"Switch the camera off", "cover it"}, {}, {}, {}},
        {"security-check", {"security software"}, {}, {}, {}},
        {"spyware-known", {"spyware"}, {"uk-refuge"}, {}, {}},
        {"remote-control", {"steer your screen"}, {}, {}, {}},
        // Tricks.
        {"trick-fake-profile", {"fake", "stolen pictures", "played again"}, {}, {}, {}},
        {"trick-minor", {"spoke to a minor", "known trick", "never ask for money"}, {}, {}, {}},
        {"bluff-mail", {"mass mail", "old password", "name your friends"}, {}, {}, {}},
        {"bluff-report-then-delete", {"report@phishing.gov.uk"}, {}, {"report-phishing", "report-fraud"}, {}},
        // Someone close.
        {"ask-before-blocking",
         {"more danger"},
         {"uk-refuge", "uk-live-fear-free", "uk-scotland-da", "ni-dsa", "uk-mens-advice", "uk-galop", "uk-stalking"},
         {},
         {}},
        {"safety-first-known",
         {"Your safety comes first"},
         {"uk-999", "uk-refuge", "uk-live-fear-free", "uk-scotland-da", "ni-dsa", "uk-mens-advice", "uk-karma-nirvana"},
         {},
         {}},
        {"crisis-silent",
         {"press 55", "Relay UK", "text 999"},
         {"uk-999-silent", "uk-999", "uk-relay-emergency", "uk-emergency-sms"},
         {},
         {}},
        {"lgbt-support",
         {"gay, bi or trans"},
         {"uk-galop", "uk-switchboard", "uk-lgbt-scotland", "ni-cara-friend"},
         {},
         {}},
        // Police and law.
        {"what-police-do", {"record the crime"}, {}, {}, {}},
        {"what-police-cannot-do", {"cannot arrest someone abroad"}, {}, {}, {}},
        {"law-england-wales", {"Blackmail is a crime", "threat to share"}, {}, {}, {}},
        {"law-scotland", {"threats is a crime", "threat to do it"}, {}, {}, {}},
        {"law-northern-ireland", {"Blackmail is a crime", "threat alone"}, {}, {}, {}},
        {"law-under-18", {"under 18 is a crime", "meant to protect"}, {}, {}, {}},
        // Afterwards, and before.
        {"look-after-yourself", {"sleep"}, {}, {}, {}},
        {"support-after-crime",
         {"even without a report"},
         {"uk-victim-support", "uk-victim-support-scotland", "uk-victim-support-ni"},
         {},
         {}},
        {"crisis-any-time", {"at any time"}, {"uk-samaritans", "uk-samaritans-cymraeg", "uk-shout"}, {}, {}},
        {"prevent-settings", {"private", "two-step"}, {}, {}, {"friends_list", "requests", "two_factor"}},
        {"prevent-parents", {"before it happens"}, {}, {}, {}},
        {"school-when-told", {"safeguarding lead", "Never look at the picture"}, {"uk-nspcc"}, {"ceop"}, {}},
        {"nca-video", {"National Crime Agency", "film"}, {}, {"nca-sextortion"}, {}},
    };
    return advice;
}

TEST(Advice, SaysWhatItIsThereForAndLeadsToWhomItNames) {
    const Guide& guide = test::the_guide();
    const Directory& directory = test::the_handbook().directory;
    for (const Advice& advice : all_advice()) {
        SCOPED_TRACE(advice.step);
        const auto number = guide.step(advice.step);
        ASSERT_TRUE(number);
        const Step& step = guide.steps[*number];
        const std::string words =
            step.head.base().words[0] + '\n' + step.text.base().words[0] + '\n' + step.why.words[0];
        for (const auto& said : advice.says) EXPECT_THAT(words, testing::HasSubstr(said));
        EXPECT_THAT(step.lines, testing::IsSupersetOf(advice.lines));
        EXPECT_THAT(step.services, testing::IsSupersetOf(advice.services));
        EXPECT_THAT(step.platform_shows, testing::IsSupersetOf(advice.platform_shows));
        for (const auto& line : advice.lines) EXPECT_TRUE(directory.line(line)) << line;
        for (const auto& service : advice.services) EXPECT_TRUE(directory.service(service)) << service;
    }
}

// So that a number that is added to the guide is written down here as well.
TEST(Advice, NamesEveryLineOfTheUnitedKingdomThatAStepNames) {
    std::set<std::string> written;
    for (const Advice& advice : all_advice()) written.insert(advice.lines.begin(), advice.lines.end());
    // Of crisis help, whose lines are chosen by age and nation: fit_test.cpp.
    for (const char* crisis :
         {"uk-papyrus", "uk-nhs-111", "uk-nhs-111-wales", "uk-nhs-24", "uk-breathing-space", "ni-lifeline"})
        written.insert(crisis);
    for (const Step& step : test::the_guide().steps)
        for (const auto& line : step.lines) EXPECT_TRUE(written.contains(line)) << step.id << ": " << line;
}

TEST(Advice, TheFilmOfTheNationalCrimeAgencyIsALink) {
    const Guide& guide = test::the_guide();
    const Step& film = guide.steps[guide.step("nca-video").value()];
    ASSERT_FALSE(film.links.empty());
    EXPECT_THAT(film.links.front().url, testing::StartsWith("https://www.derbyshire.police.uk/"));
}

// As the texts to send do not (message_test.cpp): somebody close would see it.
TEST(Advice, BesideSomeoneCloseNobodyElseIsAskedToReportOrBlock) {
    const Guide& guide = test::the_guide();
    for (const char* id : {"prepare-friends", "receivers"}) {
        const Step& step = guide.steps[guide.step(id).value()];
        for (const Text& text : step.text.by_audience) {
            EXPECT_THAT(text.words[0], testing::Not(testing::HasSubstr("eport"))) << id;
            EXPECT_THAT(text.words[0], testing::Not(testing::HasSubstr("block"))) << id;
        }
    }
}

// The phone may be watched: whoever has not thought of that is not offered a number to call from it.
TEST(Advice, ASafeDeviceComesBeforeTheFirstHelplineOfSomebodyWhoMayBeWatched) {
    const Guide& guide = test::the_guide();
    const Step& device = guide.steps[guide.step("can-they-see-this").value()];
    EXPECT_TRUE(device.lines.empty() && device.country_shows.empty());
    EXPECT_LT(guide.step("can-they-see-this").value(), guide.step("safety-first-known").value());
}

// Reading order within a phase: the data is fetched while the account is still there.
TEST(Advice, DataIsDownloadedBeforeTheAccountIsPaused) {
    const Guide& guide = test::the_guide();
    EXPECT_LT(guide.step("download-data").value(), guide.step("deactivate").value());
    EXPECT_LT(guide.step("save-messages").value(), guide.step("block-everywhere").value());
}

// Minutes count at the bank; saving the words takes one or two and can follow. The bank asks for the payment's details.
TEST(Advice, TheBankIsCalledBeforeTheWordsAreSavedAndWithTheDetailsAtHand) {
    const Guide& guide = test::the_guide();
    const auto at = [&](const char* id) { return guide.step(id).value(); };
    EXPECT_LT(at("do-not-pay-more"), at("save-payment"));
    EXPECT_LT(at("save-payment"), at("bank-now"));
    EXPECT_LT(at("bank-now"), at("save-messages"));
    EXPECT_LT(at("bank-now"), at("save-words-under-18"));
}

// As the platforms' own pages have it (data/directory/platforms.toml names each).
TEST(Advice, WhatAPlatformTellsAndErasesIsAsItWasRead) {
    const Directory& directory = test::the_handbook().directory;
    std::vector<std::string> tell;
    std::vector<std::pair<std::string, int>> erase;
    for (const Platform& platform : directory.platforms) {
        if (const auto& save = platform.part(PlatformTopic::save); save && save->tells_other.value_or(false))
            tell.push_back(platform.id);
        const auto& pause = platform.part(PlatformTopic::deactivate);
        if (!pause) continue;
        if (pause->erased_after_days) erase.emplace_back(platform.id, *pause->erased_after_days);
        if (pause->provenance.seen("text")) {
            EXPECT_FALSE(pause->text.empty() && pause->consequence.empty()) << platform.id;
        }
    }
    using testing::Pair;
    EXPECT_THAT(tell, testing::ElementsAre("snapchat", "telegram"));
    EXPECT_THAT(erase, testing::UnorderedElementsAre(Pair("instagram", 30), Pair("facebook", 30), Pair("snapchat", 30),
                                                     Pair("tiktok", 30), Pair("x", 30), Pair("telegram", 0),
                                                     Pair("reddit", 0), Pair("linkedin", 30)));
}

TEST(Advice, WhoeverIsOnSnapchatReadsThatTheOtherSideIsTold) {
    test::Answer plan(
        R"({"ask":"plan","today":"2026-11-22","answers":{"danger":"no","situation":"threatened","live":"no","role":"me",)"
        R"("age_now":"adult","adult_then":"yes","who":"stranger","have":"real","posted":"no","paid":"no",)"
        R"("where":"snapchat","country":"england"}})");
    EXPECT_THAT(plan.text(), testing::HasSubstr(R"("tells_other":true)"));
    EXPECT_THAT(plan.text(), testing::HasSubstr(R"("erased_after_days":30)"));
}

}  // namespace
