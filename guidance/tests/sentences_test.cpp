// SPDX-License-Identifier: Apache-2.0
#include "sentences.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace {

using namespace holdfast::guidance;
using testing::ElementsAre;

std::vector<std::string> written(std::string_view text) {
    std::vector<std::string> all;
    for (const auto& sentence : sentences_of(text)) all.emplace_back(sentence.written);
    return all;
}

bool is_fault(std::string_view text, const WordList& list) {
    const auto sentences = sentences_of(text);
    return std::ranges::any_of(
        sentences, [&](const Sentence& sentence) { return fault_in(sentence, list) != sentence.words.size(); });
}

const WordList pay{.words = {{"pay"}, {"give", "in"}, {"overdos*"}},
                   .beside = {},
                   .denied_by = {{"not"}, {"never"}},
                   .reviewed = {"Many people pay when they are scared."}};
const WordList picture{.words = {{"save"}, {"send"}},
                       .beside = {{"picture*"}},
                       .denied_by = {{"not"}, {"never"}, {"no"}},
                       .reviewed = {},
                       .over_commas = true};

TEST(Sentences, EndAtStopsBeforeASpaceAndAtLineBreaks) {
    EXPECT_THAT(written("Call 999. Cough or tap! Can you?\nYes: do it"),
                ElementsAre("Call 999.", "Cough or tap!", "Can you?", "Yes:", "do it"));
    EXPECT_THAT(written("Forward it to report@phishing.gov.uk. Then delete it."),
                ElementsAre("Forward it to report@phishing.gov.uk.", "Then delete it."));
    EXPECT_THAT(written("Their sound is “broken”. They say: “I must go.” Then they go…"),
                ElementsAre("Their sound is “broken”.", "They say:", "I must go.", "Then they go…"));
    EXPECT_THAT(written(""), ElementsAre());
    EXPECT_THAT(written(" … “” ."), ElementsAre());
}

TEST(Sentences, AreOfWordsInLowerCaseWithStraightApostrophes) {
    const auto sentences = sentences_of("Don’t REPLY to two-step ‘codes’, Siân.");
    ASSERT_EQ(sentences.size(), 1U);
    std::vector<std::string> words;
    for (const auto& word : sentences[0].words) words.push_back(word.text);
    EXPECT_THAT(words, ElementsAre("don't", "reply", "to", "two-step", "codes", "siân"));
}

TEST(Wording, FindsWordsPhrasesAndBeginnings) {
    EXPECT_TRUE(is_fault("Pay them.", pay));
    EXPECT_TRUE(is_fault("You may give in now.", pay));
    EXPECT_TRUE(is_fault("An overdose.", pay));
    EXPECT_FALSE(is_fault("A payment. Give it in. They paid.", pay));
}

TEST(Wording, ADenialCountsInItsOwnClauseAlone) {
    EXPECT_FALSE(is_fault("Do not pay.", pay));
    EXPECT_FALSE(is_fault("Never, ever: do not ever pay.", pay));
    EXPECT_TRUE(is_fault("Do not worry, pay them.", pay));
    EXPECT_TRUE(is_fault("Do not wait but pay.", pay));
    EXPECT_TRUE(is_fault("Do not wait. Pay.", pay));
    EXPECT_TRUE(is_fault("Pay, do not wait.", pay));
    EXPECT_TRUE(is_fault("They say “do not” (pay).", pay));
}

TEST(Wording, ADenialMayReachOverCommas) {
    EXPECT_FALSE(is_fault("Do not look at, save or send the picture.", picture));
    EXPECT_TRUE(is_fault("Do not wait but send the picture.", picture));
}

TEST(Wording, BesideNamesWhatASentenceIsAboutUnlessThatIsDenied) {
    EXPECT_TRUE(is_fault("Save the pictures.", picture));
    EXPECT_FALSE(is_fault("Save the words.", picture));
    EXPECT_FALSE(is_fault("Save the words, never the picture.", picture));
    EXPECT_FALSE(is_fault("Send words and no picture.", picture));
    EXPECT_TRUE(is_fault("Save the picture, and never reply.", picture));
}

TEST(Wording, WhatAPersonHasReviewedIsLetPassWordForWord) {
    EXPECT_FALSE(is_fault("Many people pay when they are scared.", pay));
    EXPECT_TRUE(is_fault("Many people pay when they are afraid.", pay));
}

}  // namespace
