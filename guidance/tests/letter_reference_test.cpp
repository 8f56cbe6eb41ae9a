// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/letter_reference.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <utility>

namespace {

using namespace holdfast::guidance;

TEST(LetterReference, IsTwelveDigitsInGroupsWithTheCheckOfAnIban) {
    // 10 * 100 = 1000; 1000 mod 97 = 30; 98 - 30 = 68.
    EXPECT_EQ(letter_reference(10), "0000-0000-1068");
    EXPECT_EQ(letter_reference(0), "0000-0000-0098");
    EXPECT_EQ(letter_reference(9'999'999'999), letter_reference(19'999'999'999)) << "ten digits count";
    for (const std::uint64_t random :
         {std::uint64_t{1}, std::uint64_t{4'821'773'052}, std::numeric_limits<std::uint64_t>::max()})
        EXPECT_TRUE(is_letter_reference(letter_reference(random)));
}

TEST(LetterReference, EveryWrongDigitAndEverySwapOfNeighboursIsNoticed) {
    const std::string good = letter_reference(4'821'773'052);
    for (std::size_t i = 0; i < good.size(); ++i) {
        if (good[i] == '-') continue;
        for (char digit = '0'; digit <= '9'; ++digit) {
            std::string wrong = good;
            wrong[i] = digit;
            EXPECT_EQ(is_letter_reference(wrong), digit == good[i]) << wrong;
        }
        const std::size_t next = i + 1 < good.size() && good[i + 1] == '-' ? i + 2 : i + 1;
        if (next >= good.size() || good[next] == good[i]) continue;
        std::string swapped = good;
        std::swap(swapped[i], swapped[next]);
        EXPECT_FALSE(is_letter_reference(swapped)) << swapped;
    }
}

TEST(LetterReference, IsNothingElse) {
    for (const char* text : {"", "0000-0000-109", "0000-0000-10680", "000000001068", "0000-0000 1068", "0000-0000-1o68",
                             "HF-7K3Q-9XWM-C", "0000-0000-1068\n"})
        EXPECT_FALSE(is_letter_reference(text)) << text;
}

TEST(CaseNumber, HasItsShape) {
    EXPECT_TRUE(is_case_number("HF-7K3Q-9XWM-C"));
    for (const char* text :
         {"", "HF-7K3Q-9XWM", "hf-7k3q-9xwm-c", "HF-7K3U-9XWM-C", "HF-7K3Q-9XWM-C ", "my own words", "HF-7K3Q_9XWM-C"})
        EXPECT_FALSE(is_case_number(text)) << text;
}

}  // namespace
