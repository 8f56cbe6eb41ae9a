// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/readability.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace {

using namespace holdfast::guidance;

TEST(Readability, CountsSentencesWordsAndCharacters) {
    const TextCounts counts = count("Do not pay. You did nothing wrong! Is anyone with you? Call 999: they come.");
    EXPECT_EQ(counts.sentences, 5U);
    EXPECT_EQ(counts.words, 15U);
    EXPECT_EQ(counts.characters, 56U);
}

TEST(Readability, SyllablesFollowTheDictionaryOnOrdinaryWords) {
    const std::pair<const char*, std::size_t> cases[] = {
        {"picture", 2}, {"police", 2},   {"threaten", 2},   {"save", 1},     {"messages", 3}, {"stopped", 1},
        {"wanted", 2},  {"people", 2},   {"account", 2},    {"video", 3},    {"action", 2},   {"special", 2},
        {"used", 1},    {"helpline", 2}, {"deactivate", 4}, {"username", 3}, {"blocked", 1},  {"app", 1}};
    for (const auto& [word, syllables] : cases) EXPECT_EQ(count(word).syllables, syllables) << word;
}

TEST(Readability, TheFormulasGiveThePublishedArithmetic) {
    const TextCounts counts{.sentences = 10, .words = 100, .syllables = 130, .characters = 450};
    EXPECT_NEAR(flesch_kincaid_grade(counts), 3.65, 1e-9);
    EXPECT_NEAR(automated_readability_index(counts), 4.765, 1e-9);
    EXPECT_EQ(flesch_kincaid_grade({}), 0);
    EXPECT_EQ(automated_readability_index({}), 0);
}

TEST(Readability, TellsAnEasyTextFromAHardOne) {
    const auto easy = count("Do not pay. Do not reply. Save the chat first. Then block them. You are not in trouble.");
    const auto hard = count(
        "Notwithstanding the aforementioned considerations, individuals experiencing intimidation should prioritise "
        "the preservation of evidential material before undertaking any administrative intervention whatsoever.");
    EXPECT_LT(flesch_kincaid_grade(easy), 3);
    EXPECT_LT(automated_readability_index(easy), 3);
    EXPECT_GT(flesch_kincaid_grade(hard), 14);
    EXPECT_GT(automated_readability_index(hard), 14);
}

}  // namespace
