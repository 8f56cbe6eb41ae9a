// SPDX-License-Identifier: Apache-2.0
#include "holdfast/match/search.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <memory>
#include <numeric>
#include <random>
#include <string>

namespace holdfast::match {
namespace {

std::vector<std::vector<Found>> brute_force(const std::vector<Code256>& codes, const std::vector<Code256>& queries,
                                            int radius) {
    std::vector<std::vector<Found>> found(queries.size());
    for (std::size_t q = 0; q < queries.size(); ++q) {
        for (std::size_t i = 0; i < codes.size(); ++i) {
            const int d = distance(codes[i], queries[q]);
            if (d <= radius) found[q].push_back({.position = static_cast<std::uint32_t>(i), .distance = d});
        }
    }
    return found;
}

// Blocks that hold `codes`.
struct Table {
    explicit Table(const std::vector<Code256>& codes) : count(codes.size()) {
        for (std::size_t i = 0; i < codes.size(); ++i) {
            if (i % CodeBlock::capacity == 0) held.push_back(std::make_unique<CodeBlock>());
            held.back()->set(i % CodeBlock::capacity, codes[i]);
        }
        for (const auto& block : held) blocks.push_back(block.get());
    }
    std::size_t count;
    std::vector<std::unique_ptr<CodeBlock>> held;
    std::vector<const CodeBlock*> blocks;
};

void search_in(const std::vector<Code256>& codes, std::span<const Code256> queries, int radius, Kernel kernel,
               std::span<std::vector<Found>> found) {
    const Table table(codes);
    search(table.blocks, table.count, queries, radius, kernel, found);
}

Code256 random_code(std::mt19937_64& draw) {
    return Code256{{draw(), draw(), draw(), draw()}};
}

// Flips exactly `count` different bits.
Code256 flipped(Code256 code, int count, std::mt19937_64& draw) {
    std::array<unsigned, 256> order{};
    std::iota(order.begin(), order.end(), 0U);
    std::shuffle(order.begin(), order.end(), draw);
    for (int k = 0; k < count; ++k) {
        const unsigned bit = order[static_cast<std::size_t>(k)];
        code.words[bit / 64] ^= std::uint64_t{1} << (bit % 64);
    }
    return code;
}

class Search : public testing::TestWithParam<Kernel> {
  protected:
    void SetUp() override {
        // A kernel's instructions cannot run where the processor lacks them, and its tests say so; they run on every
        // machine that would use that kernel. The portable one is never skipped.
        ASSERT_TRUE(GetParam() != Kernel::portable || supported(Kernel::portable));
        if (!supported(GetParam())) GTEST_SKIP() << "this processor has no " << to_text(GetParam());
    }
    static void expect_exact(const std::vector<Code256>& codes, const std::vector<Code256>& queries, int radius) {
        std::vector<std::vector<Found>> found(queries.size());
        search_in(codes, queries, radius, GetParam(), found);
        EXPECT_EQ(found, brute_force(codes, queries, radius))
            << "radius " << radius << ", " << codes.size() << " codes";
    }
};

TEST_P(Search, EveryPairOfASmallWorldIsFoundAtEveryRadius) {
    // All 1,024 codes over ten bits that lie in different words and fold onto shared places (0, 96 and 192 do).
    constexpr std::array<unsigned, 10> bits{0, 31, 32, 96, 127, 128, 160, 192, 223, 255};
    std::vector<Code256> world(1U << bits.size());
    for (std::size_t i = 0; i < world.size(); ++i) {
        for (std::size_t k = 0; k < bits.size(); ++k) {
            if (((i >> k) & 1U) != 0) world[i].set_bit(bits[k]);
        }
    }
    for (int radius = 0; radius <= 10; ++radius) expect_exact(world, world, radius);
}

TEST_P(Search, APlantedCodeIsFoundAtExactlyItsDistanceAndNotBelow) {
    std::mt19937_64 draw(7);
    for (int d = 0; d <= 64; ++d) {
        const Code256 query = random_code(draw);
        std::vector<Code256> codes(1000);
        for (auto& code : codes) code = random_code(draw);
        codes[777] = flipped(query, d, draw);
        for (const int radius : {d - 1, d, d + 1}) {
            if (radius < 0 || radius > 63) continue;
            std::vector<std::vector<Found>> found(1);
            search_in(codes, std::span(&query, 1), radius, GetParam(), found);
            const bool hit = std::ranges::find(found[0], Found{.position = 777, .distance = d}) != found[0].end();
            EXPECT_EQ(hit, d <= radius) << "distance " << d << " radius " << radius;
            expect_exact(codes, {query}, radius);
        }
    }
}

TEST_P(Search, EverySizeAroundABlockIsSearchedToItsEnd) {
    std::mt19937_64 draw(8);
    const Code256 query = random_code(draw);
    for (const std::size_t size : {0U, 1U, 7U, 15U, 16U, 17U, 63U, 64U, 65U, 511U, 512U, 513U, 1024U, 1025U}) {
        std::vector<Code256> codes(size);
        for (auto& code : codes) code = random_code(draw);
        if (size != 0) codes.back() = flipped(query, 31, draw);
        expect_exact(codes, {query}, 31);
    }
}

TEST_P(Search, EqualCodesAreAllFound) {
    std::mt19937_64 draw(9);
    const std::vector<Code256> codes(1500, random_code(draw));
    expect_exact(codes, {codes[0], flipped(codes[0], 31, draw), flipped(codes[0], 32, draw)}, 31);
}

TEST_P(Search, CodesThatShareTheirFoldAreToldApart) {
    // Flipping bits 0 and 96 together leaves the fold as it is: the filter passes all, the full distance decides.
    std::mt19937_64 draw(10);
    const Code256 base = random_code(draw);
    std::vector<Code256> codes;
    for (unsigned pairs = 0; pairs < 64; ++pairs) {
        Code256 code = base;
        for (unsigned k = 0; k < pairs; ++k) {
            const unsigned low = k % 32;
            const unsigned shift = k < 32 ? 0 : 32;
            code.words[(low + shift) / 64] ^= std::uint64_t{1} << ((low + shift) % 64);
            code.words[(low + shift + 96) / 64] ^= std::uint64_t{1} << ((low + shift + 96) % 64);
        }
        EXPECT_EQ(fold(code), fold(base));
        codes.push_back(code);
    }
    for (const int radius : {0, 1, 2, 31, 32, 63}) expect_exact(codes, {base}, radius);
}

TEST_P(Search, AllZerosMatchesNoPadding) {
    const Code256 zero;
    std::mt19937_64 draw(11);
    expect_exact({flipped(zero, 200, draw)}, {zero}, 63);
}

TEST_P(Search, BatchesAnswerAsSingleQueriesDo) {
    std::mt19937_64 draw(12);
    std::vector<Code256> codes(3000);
    for (auto& code : codes) code = random_code(draw);
    std::vector<Code256> queries;
    for (int k = 0; k < 64; ++k) queries.push_back(flipped(codes[static_cast<std::size_t>(k) * 40], k, draw));
    for (const int radius : {0, 16, 31, 45, 63}) expect_exact(codes, queries, radius);
}

TEST_P(Search, AnyRadiusIsAnswered) {
    std::mt19937_64 draw(13);
    std::vector<Code256> codes(100);
    for (auto& code : codes) code = random_code(draw);
    Code256 opposite = codes[0];
    for (auto& word : opposite.words) word = ~word;
    for (const int radius : {-1, 100, 128, 254, 255, 256, 1000}) expect_exact(codes, {opposite}, radius);
}

TEST_P(Search, FoundIsAppendedTo) {
    const std::vector<Code256> codes(1);
    std::vector<std::vector<Found>> found(1);
    search_in(codes, codes, 0, GetParam(), found);
    search_in(codes, codes, 0, GetParam(), found);
    EXPECT_EQ(found[0].size(), 2);
}

INSTANTIATE_TEST_SUITE_P(EveryKernel, Search, testing::ValuesIn(all_kernels),
                         [](const auto& one) { return std::string(to_text(one.param)); });

TEST(Fold, NeverDiffersInMoreBitsThanTheCodes) {
    std::mt19937_64 draw(14);
    for (int round = 0; round < 20'000; ++round) {
        const Code256 a = random_code(draw);
        const Code256 b = flipped(a, static_cast<int>(draw() % 257), draw);
        const Fold96 x = fold(a);
        const Fold96 y = fold(b);
        int d = 0;
        for (std::size_t k = 0; k < 3; ++k) d += std::popcount(x.words[k] ^ y.words[k]);
        ASSERT_LE(d, distance(a, b));
    }
}

TEST(Fold, EveryBitOfACodeMovesExactlyOneBit) {
    for (unsigned k = 0; k < 256; ++k) {
        Code256 code;
        code.set_bit(k);
        const Fold96 folded = fold(code);
        EXPECT_EQ(std::popcount(folded.words[0]) + std::popcount(folded.words[1]) + std::popcount(folded.words[2]), 1);
    }
}

TEST(Kernels, ThePortableOneIsAlwaysThereAndTheBestIsSupported) {
    EXPECT_TRUE(supported(Kernel::portable));
    EXPECT_TRUE(supported(best_kernel()));
}

}  // namespace
}  // namespace holdfast::match
