// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <tuple>

#include "holdfast/index/fingerprint_index.hpp"

namespace holdfast::index {
namespace {

Id128 owner(std::uint64_t n) {
    Id128 id;
    for (unsigned k = 0; k < 8; ++k) id.bytes[k] = static_cast<std::byte>((n >> (8 * k)) & 0xffU);
    return id;
}

Code256 random_code(std::mt19937_64& draw) {
    return Code256{{draw(), draw(), draw(), draw()}};
}

Code256 with_flips(Code256 code, unsigned flips) {
    for (unsigned k = 0; k < flips; ++k) code.words[k % 4] ^= std::uint64_t{1} << (k / 4);
    return code;
}

Change put(std::uint64_t n, const std::vector<Code256>& codes, std::uint32_t group = 1) {
    Change change{.kind = Change::Kind::put, .owner = owner(n), .entries = {}};
    for (const Code256& code : codes) {
        change.entries.push_back({.code = code, .owner = owner(n), .group = group, .kind = FingerprintKind::pdq_c1});
    }
    return change;
}
Change remove(std::uint64_t n) {
    return {.kind = Change::Kind::remove, .owner = owner(n), .entries = {}};
}

std::vector<Hit> search_one(const FingerprintIndex& index, const Code256& query, int radius,
                            std::span<const std::uint32_t> groups = {}) {
    return index.search(std::span(&query, 1), radius, groups).hits.at(0);
}

TEST(MemoryIndex, AnEmptyIndexAnswersEachQueryWithNothing) {
    const auto index = make_memory_index();
    const std::vector<Code256> queries(3);
    const auto result = index->search(queries, 63, {});
    EXPECT_EQ(result.hits.size(), 3);
    EXPECT_EQ(result.position, 0);
    EXPECT_EQ(index->size(), 0);
}

TEST(MemoryIndex, TheHitsOfAllQueriesAreBroughtTogetherNearestFirst) {
    const auto index = make_memory_index();
    std::mt19937_64 draw(2);
    const Code256 a = random_code(draw);
    const Code256 b = random_code(draw);
    index->apply(std::vector{put(1, {a, b}), put(2, {with_flips(b, 5)})}, 1);
    const std::vector<Code256> queries{with_flips(a, 9), with_flips(b, 2), with_flips(a, 3)};
    const auto all = nearest_of_all(index->search(queries, 31, {}));
    ASSERT_EQ(all.size(), 2);
    EXPECT_EQ(all[0].owner, owner(1));
    EXPECT_EQ(all[0].distance, 2);
    EXPECT_EQ(all[1].owner, owner(2));
    EXPECT_EQ(all[1].distance, 3);
}

TEST(MemoryIndex, WhatWasPutIsFoundAndTheAnswerNamesItsPosition) {
    const auto index = make_memory_index();
    std::mt19937_64 draw(1);
    const Code256 code = random_code(draw);
    index->apply(std::vector{put(7, {code}, 3)}, 42);
    EXPECT_EQ(index->position(), 42);
    const Code256 near = with_flips(code, 31);
    const auto result = index->search(std::span(&near, 1), 31, {});
    EXPECT_EQ(result.position, 42);
    ASSERT_EQ(result.hits[0].size(), 1);
    EXPECT_EQ(result.hits[0][0], (Hit{.owner = owner(7), .group = 3, .kind = FingerprintKind::pdq_c1, .distance = 31}));
    EXPECT_TRUE(search_one(*index, with_flips(code, 32), 31).empty());
}

TEST(MemoryIndex, AnOwnerAppearsOnceWithItsNearestCode) {
    const auto index = make_memory_index();
    std::mt19937_64 draw(2);
    const Code256 code = random_code(draw);
    index->apply(std::vector{put(1, {with_flips(code, 20), with_flips(code, 5), with_flips(code, 9)}),
                             put(2, {with_flips(code, 3)})},
                 1);
    const auto hits = search_one(*index, code, 31);
    ASSERT_EQ(hits.size(), 2);
    EXPECT_EQ(hits[0].owner, owner(2));
    EXPECT_EQ(hits[0].distance, 3);
    EXPECT_EQ(hits[1].owner, owner(1));
    EXPECT_EQ(hits[1].distance, 5);
}

TEST(MemoryIndex, OnlyTheGroupsAskedForAnswer) {
    const auto index = make_memory_index();
    std::mt19937_64 draw(3);
    const Code256 code = random_code(draw);
    index->apply(std::vector{put(1, {code}, 1), put(2, {code}, 2), put(3, {code}, 3)}, 1);
    const std::vector<std::uint32_t> groups{1, 3};
    const auto hits = search_one(*index, code, 0, groups);
    ASSERT_EQ(hits.size(), 2);
    EXPECT_EQ(hits[0].owner, owner(1));
    EXPECT_EQ(hits[1].owner, owner(3));
    const std::vector<std::uint32_t> none{9};
    EXPECT_TRUE(search_one(*index, code, 0, none).empty());
}

TEST(MemoryIndex, PuttingAnOwnerAgainReplacesItsCodes) {
    const auto index = make_memory_index();
    std::mt19937_64 draw(4);
    const Code256 before = random_code(draw);
    const Code256 after = random_code(draw);
    index->apply(std::vector{put(1, {before, before})}, 1);
    index->apply(std::vector{put(1, {after})}, 2);
    EXPECT_TRUE(search_one(*index, before, 31).empty());
    EXPECT_EQ(search_one(*index, after, 0).size(), 1);
    EXPECT_EQ(index->size(), 1);
}

TEST(MemoryIndex, RemovingWhatIsNotThereIsNothing) {
    const auto index = make_memory_index();
    index->apply(std::vector{remove(1)}, 1);
    index->apply({}, 2);
    EXPECT_EQ(index->position(), 2);
    EXPECT_EQ(index->size(), 0);
}

TEST(MemoryIndex, ChangesOfOneStepTakeEffectInTheirOrder) {
    const auto index = make_memory_index();
    std::mt19937_64 draw(5);
    const Code256 code = random_code(draw);
    index->apply(std::vector{put(1, {code}), remove(1)}, 1);
    EXPECT_TRUE(search_one(*index, code, 0).empty());
    index->apply(std::vector{remove(1), put(1, {code})}, 2);
    EXPECT_EQ(search_one(*index, code, 0).size(), 1);
}

TEST(MemoryIndex, AnswersAsAPlainListDoesThroughThousandsOfRandomChanges) {
    // Several chunks of 512 grow, shrink to nothing and grow again, with owners of none to four codes.
    std::mt19937_64 draw(6);
    const auto index = make_memory_index();
    std::map<std::uint64_t, std::vector<Code256>> model;
    std::uint64_t position = 0;
    for (int round = 0; round < 400; ++round) {
        const bool shrinking = round % 100 >= 70;
        std::vector<Change> changes;
        for (unsigned k = 0; k < 12; ++k) {
            const std::uint64_t n = draw() % 700;
            if (shrinking || draw() % 4 == 0) {
                changes.push_back(remove(n));
                model.erase(n);
                if (shrinking && !model.empty()) {
                    const std::uint64_t first = model.begin()->first;
                    changes.push_back(remove(first));
                    model.erase(first);
                }
            } else {
                std::vector<Code256> codes(draw() % 5);
                for (auto& code : codes) code = random_code(draw);
                changes.push_back(put(n, codes));
                model[n] = codes;
            }
        }
        index->apply(changes, ++position);
        std::size_t entries = 0;
        for (const auto& [n, codes] : model) entries += codes.size();
        ASSERT_EQ(index->size(), entries);
        // Queries near something that is there, and near something that may have been.
        for (unsigned k = 0; k < 4; ++k) {
            Code256 query = random_code(draw);
            if (!model.empty()) {
                const auto at = std::next(model.begin(), static_cast<std::ptrdiff_t>(draw() % model.size()));
                if (!at->second.empty()) query = with_flips(at->second[draw() % at->second.size()], draw() % 40);
            }
            std::vector<std::tuple<int, Id128>> expected;
            for (const auto& [n, codes] : model) {
                int nearest = 257;
                for (const Code256& code : codes) nearest = std::min(nearest, distance(code, query));
                if (nearest <= 31) expected.emplace_back(nearest, owner(n));
            }
            std::ranges::sort(expected);
            const auto hits = search_one(*index, query, 31);
            ASSERT_EQ(hits.size(), expected.size());
            for (std::size_t i = 0; i < hits.size(); ++i) {
                EXPECT_EQ(hits[i].distance, std::get<0>(expected[i]));
                EXPECT_EQ(hits[i].owner, std::get<1>(expected[i]));
            }
        }
    }
}

}  // namespace
}  // namespace holdfast::index
