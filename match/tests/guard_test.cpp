// SPDX-License-Identifier: Apache-2.0
#include "holdfast/match/guard.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <numeric>
#include <random>
#include <set>
#include <string>

namespace holdfast::match {
namespace {

// A code with exactly `bits` bits set, at random places.
Code256 code_with(int bits, std::mt19937_64& draw) {
    std::array<unsigned, 256> order{};
    std::iota(order.begin(), order.end(), 0U);
    std::shuffle(order.begin(), order.end(), draw);
    Code256 code;
    for (int k = 0; k < bits; ++k) code.set_bit(order[static_cast<std::size_t>(k)]);
    return code;
}
Signal signal(const Code256& code, std::uint8_t quality = 100) {
    return {.kind = FingerprintKind::pdq_c1, .quality = quality, .code = code};
}
// `code` with `count` of its ones cleared and as many of its zeros set: the number of bits stays.
Code256 moved(Code256 code, int count) {
    int ones = count;
    int zeros = count;
    for (unsigned k = 0; k < 256; ++k) {
        int& left = code.bit(k) ? ones : zeros;
        if (left == 0) continue;
        --left;
        code.words[k / 64] ^= std::uint64_t{1} << (k % 64);
    }
    return code;
}

TEST(Guard, AnOrdinaryFingerprintPasses) {
    std::mt19937_64 draw(1);
    for (int round = 0; round < 1000; ++round) {
        EXPECT_EQ(judge(signal(code_with(128, draw), min_quality)), std::nullopt);
    }
    EXPECT_EQ(judge(std::span<const Signal>{}), std::nullopt);
}

TEST(Guard, APlainPictureIsHeldBack) {
    std::mt19937_64 draw(2);
    EXPECT_EQ(judge(signal(code_with(128, draw), min_quality - 1)), GuardReason::too_plain);
    EXPECT_EQ(judge(signal(Code256{}, 0)), GuardReason::too_plain);
}

TEST(Guard, ACodeThatNoPhotographGivesIsHeldBackWhateverItsQualityIsSaidToBe) {
    std::mt19937_64 draw(3);
    for (int bits = 0; bits <= 256; ++bits) {
        const auto reason = judge(signal(code_with(bits, draw)));
        if (bits < fewest_bits) {
            EXPECT_EQ(reason, GuardReason::too_few_bits) << bits;
        } else if (bits > most_bits) {
            EXPECT_EQ(reason, GuardReason::too_many_bits) << bits;
        } else {
            EXPECT_EQ(reason, std::nullopt) << bits;
        }
    }
}

TEST(Guard, AWellKnownPictureIsHeldBackWithinTheRadiusAndNotBeyond) {
    ASSERT_GE(ordinary_codes().size(), 1000);
    for (const Code256& code : ordinary_codes()) {
        EXPECT_EQ(judge(signal(code)), GuardReason::too_common);
        EXPECT_GE(ordinary_matches(moved(code, 15)), 1) << "30 bits away";
        EXPECT_GE(ordinary_matches(code, 0), 1);
    }
    const Code256 lone = ordinary_codes().front();
    EXPECT_EQ(judge(signal(moved(lone, 15))), GuardReason::too_common);
    EXPECT_EQ(judge(signal(moved(lone, 16))), std::nullopt);
}

TEST(Guard, OneBadSignalHoldsTheItemBack) {
    std::mt19937_64 draw(4);
    const std::vector<Signal> signals{signal(code_with(128, draw)), signal(code_with(20, draw)), signal(Code256{}, 0)};
    EXPECT_EQ(judge(signals), GuardReason::too_few_bits);
}

TEST(Guard, NoReferencePictureOfDetailIsHeldBack) {
    // Photographs that stand for a person's own; tests all over the house submit them.
    std::ifstream file(std::string(HOLDFAST_VECTORS) + "/pdq/expected-cpp-reference.csv");
    std::string line;
    int judged = 0;
    while (std::getline(file, line)) {
        const std::size_t first = line.find(',');
        const auto code = code_from_hex(line.substr(0, first));
        if (!code) continue;
        const int quality = std::stoi(line.substr(first + 1));
        ++judged;
        EXPECT_EQ(judge(signal(*code, static_cast<std::uint8_t>(quality))),
                  quality < min_quality ? std::optional(GuardReason::too_plain) : std::nullopt)
            << line;
    }
    EXPECT_GE(judged, 20);
}

TEST(Guard, TheOrdinaryCodesAreThoseOfTheFileAndAllDifferent) {
    std::ifstream file(std::string(HOLDFAST_VECTORS) + "/../data/ordinary/codes.txt");
    std::set<Code256> listed;
    std::string line;
    while (std::getline(file, line)) {
        if (line.starts_with('#')) continue;
        const auto code = code_from_hex(line.substr(0, 64));
        ASSERT_TRUE(code) << line;
        EXPECT_TRUE(listed.insert(*code).second) << line;
    }
    EXPECT_EQ(listed, std::set<Code256>(ordinary_codes().begin(), ordinary_codes().end()));
}

TEST(Guard, EachReasonHasItsWordAndItsSentence) {
    std::set<std::string_view> words;
    for (const auto reason : all_guard_reasons) {
        EXPECT_TRUE(words.insert(to_text(reason)).second);
        EXPECT_TRUE(explain(reason).ends_with('.'));
    }
}

}  // namespace
}  // namespace holdfast::match
