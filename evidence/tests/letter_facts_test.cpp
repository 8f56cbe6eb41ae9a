// SPDX-License-Identifier: Apache-2.0
// What of a case goes into a letter, by who reads it.
#include "holdfast/evidence/letter_facts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample_case.hpp"

namespace holdfast::evidence {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string value_of(const LetterFacts& facts, std::string_view member) {
    for (const LetterFact& fact : facts.facts)
        if (fact.member == member) return fact.json;
    return {};
}

std::string all_of(const LetterFacts& facts) {
    std::string all;
    for (const LetterFact& fact : facts.facts) all.append(fact.member).append("=").append(fact.json).append("\n");
    return all;
}

TEST(LetterFacts, ThePoliceGetEveryIdentifierMoneyAndTheTimeLineWithExhibitNumbers) {
    const LetterFacts facts = letter_facts(sample::adult(), LetterReader::police);
    EXPECT_EQ(value_of(facts, "under_18"), R"x("no")x");
    EXPECT_EQ(value_of(facts, "role"), R"x("me")x");
    EXPECT_EQ(value_of(facts, "country"), R"x("england")x");
    EXPECT_EQ(value_of(facts, "case"), R"x("HF-0000-0000-0")x");
    EXPECT_EQ(value_of(facts, "pages"),
              R"x([{"url":"https://example.org/p/1?a=b&c=<d>","where":"third post","account":"river_1987",)x"
              R"x("first_seen":"2026-11-20T17:00:00.000Z","last_seen":"2026-11-21"}])x");
    EXPECT_EQ(
        value_of(facts, "accounts"),
        R"x(["river_1987 (Instagram) [exhibits ABC/1, ABC/2, ABC/3, ABC/4]","phone: +44 7700 900123 (WhatsApp)",)x"
        R"x("email: river@example.org"])x");
    EXPECT_EQ(value_of(facts, "paid"),
              R"x("about 2026-11-20 20:00:00 UTC (2026-11-20 21:00:00 +01:00): )x"
              R"x(50.00 GBP; bank transfer; to J Example, 00-00-00 12345678; reference gift")x");
    const std::string story = value_of(facts, "story");
    for (const auto* const words :
         {"exhibit ABC/4 was made", "first seen: https://example.org/p/1", "paid: 50.00 GBP; bank transfer",
          "reported to Essex Police; their reference 42/12345/26", "exhibit ABC/1: screenshot; The threat"})
        EXPECT_THAT(story, HasSubstr(words));
    EXPECT_LT(story.find("first seen: "), story.find("paid: ")) << "earliest first";
    EXPECT_EQ(facts.left_out, 0U);
}

TEST(LetterFacts, NothingIntimateNoNoteNoMachinesWordsAndNoChecksumGoesToAnybody) {
    const Case of = sample::adult();
    for (const LetterReader reader :
         {LetterReader::police, LetterReader::platform, LetterReader::records, LetterReader::host}) {
        const std::string all = all_of(letter_facts(of, reader));
        for (const auto* const words : {"The picture they have", "A picture that they sent", "train", "gone since",
                                        "first name used", "send 200", "55aa50a5", "IMG_0001"})
            EXPECT_THAT(all, Not(HasSubstr(words)));
    }
    EXPECT_THAT(all_of(letter_facts(of, LetterReader::police)), HasSubstr("exhibit ABC/2: picture; not shown"));
}

TEST(LetterFacts, APlatformGetsLinksAndAccountsAndNoMoney) {
    const LetterFacts facts = letter_facts(sample::adult(), LetterReader::platform);
    EXPECT_EQ(value_of(facts, "accounts"), R"x(["river_1987 (Instagram)"])x");
    EXPECT_THAT(value_of(facts, "pages"), HasSubstr(R"x("account":"river_1987","first_seen")x"));
    for (const auto* const words : {"50.00", "00-00-00", "7700", "ABC/", "42/12345", "HF-0000"})
        EXPECT_THAT(all_of(facts), Not(HasSubstr(words)));
    for (const auto* const member : {"paid", "demand", "story", "case", "police"})
        EXPECT_EQ(value_of(facts, member), "");
}

TEST(LetterFacts, WhoKeepsDataForThePoliceGetsPhonesMailsAndTheirReference) {
    const LetterFacts facts = letter_facts(sample::adult(), LetterReader::records);
    EXPECT_EQ(value_of(facts, "police"), R"x("42/12345/26")x");
    EXPECT_THAT(value_of(facts, "accounts"), HasSubstr("phone: +44 7700 900123 (WhatsApp)"));
    EXPECT_THAT(all_of(facts), Not(HasSubstr("50.00")));
}

TEST(LetterFacts, AHostGetsWebAddresses) {
    const LetterFacts facts = letter_facts(sample::adult(), LetterReader::host);
    EXPECT_EQ(value_of(facts, "pages"), R"x([{"url":"https://example.org/p/1?a=b&c=<d>","where":"third post"}])x");
    EXPECT_THAT(all_of(facts), Not(HasSubstr("river")));
}

TEST(LetterFacts, OfAProtectedCaseTheAgeCountsAsUnder18) {
    const LetterFacts facts = letter_facts(sample::words_alone(), LetterReader::police);
    EXPECT_EQ(value_of(facts, "under_18"), R"x("unsure")x");
    EXPECT_THAT(value_of(facts, "pages"), HasSubstr("https://example.org/u/river"));
    EXPECT_EQ(value_of(facts, "story"), R"x("exhibit HF/1: chat-export; The chat; Instagram, chat with river_1987")x");
}

TEST(LetterFacts, AnExhibitBacksAWholeNameAlone) {
    AdultCase of = sample::adult();
    of.facts.known = {{KnownKind::account, "RIVER_1987", "", ""},
                      {KnownKind::account, "river_198", "", ""},
                      {KnownKind::account, "iver_1987", "", ""},
                      {KnownKind::account, "cha", "", ""}};
    EXPECT_EQ(value_of(letter_facts(of, LetterReader::police), "accounts"),
              R"x(["RIVER_1987 [exhibits ABC/1, ABC/2, ABC/3, ABC/4]","river_198","iver_1987","cha"])x");
}

TEST(LetterFacts, WhatDoesNotFitIsCounted) {
    AdultCase of = sample::adult();
    Link link = of.facts.links[0];
    of.facts.links.assign(most_letter_links + 2, link);
    link.url = "https://example.org/" + std::string(longest_letter_url, 'x');
    of.facts.links.insert(of.facts.links.begin(), link);
    of.facts.known.assign(most_letter_accounts + 1, of.facts.known[0]);
    const LetterFacts facts = letter_facts(of, LetterReader::platform);
    EXPECT_EQ(facts.left_out, 4U);
    EXPECT_THAT(value_of(facts, "pages"), Not(HasSubstr("xxx")));
    const std::string story = value_of(letter_facts(of, LetterReader::police), "story");
    EXPECT_GT(story.size(), 3'000U);
    EXPECT_LT(story.size(), longest_letter_text + 100) << "as long as a letter takes, with what JSON escapes";
}

}  // namespace
}  // namespace holdfast::evidence
