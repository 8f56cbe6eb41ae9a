// SPDX-License-Identifier: Apache-2.0
// Searches run while changes are applied. Built with ThreadSanitizer this also shows that nothing is raced for.
#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>

#include "holdfast/index/fingerprint_index.hpp"

namespace holdfast::index {
namespace {

Id128 owner(std::uint64_t n) {
    Id128 id;
    for (unsigned k = 0; k < 8; ++k) id.bytes[k] = static_cast<std::byte>((n >> (8 * k)) & 0xffU);
    return id;
}

// In state s, owner 1 and owner 2 both hold codes of state s alone, among many others.
Code256 code_of(std::uint64_t state, std::uint64_t which) {
    std::mt19937_64 draw(state * 2 + which);
    return Code256{{draw(), draw(), draw(), draw()}};
}

TEST(MemoryIndexThreads, ASearchSeesAllOfAStepOrNoneAndNeverAnEarlierStateThanBefore) {
    constexpr std::uint64_t states = 300;
    const auto index = make_memory_index();
    std::atomic<bool> done{false};
    std::atomic<std::uint64_t> searches{0};

    const auto step = [&](std::uint64_t state) {
        std::vector<Change> changes;
        for (const std::uint64_t which : {std::uint64_t{0}, std::uint64_t{1}}) {
            changes.push_back({.kind = Change::Kind::put,
                               .owner = owner(which),
                               .entries = {{.code = code_of(state, which), .owner = owner(which), .group = 1}}});
        }
        // Others come and go, so that chunks are copied, moved and dropped meanwhile.
        for (std::uint64_t k = 0; k < 8; ++k) {
            changes.push_back({.kind = Change::Kind::put,
                               .owner = owner(1000 + state * 8 + k),
                               .entries = {{.code = code_of(1'000'000 + state, k), .owner = {}, .group = 2}}});
            if (state >= 100) {
                changes.push_back(
                    {.kind = Change::Kind::remove, .owner = owner(1000 + (state - 100) * 8 + k), .entries = {}});
            }
        }
        index->apply(changes, state);
    };
    step(1);

    const auto read = [&] {
        std::uint64_t seen = 0;
        while (!done.load(std::memory_order_relaxed)) {
            const std::uint64_t guess = std::max<std::uint64_t>(index->position(), 1);
            std::vector<Code256> queries;
            for (std::uint64_t state = guess; state < guess + 8; ++state) {
                queries.push_back(code_of(state, 0));
                queries.push_back(code_of(state, 1));
            }
            const auto result = index->search(queries, 0, {});
            ASSERT_GE(result.position, seen);
            ASSERT_GE(result.position, guess);
            seen = result.position;
            for (std::uint64_t state = guess; state < guess + 8; ++state) {
                const std::size_t expected = state == result.position ? 1 : 0;
                ASSERT_EQ(result.hits[(state - guess) * 2].size(), expected);
                ASSERT_EQ(result.hits[(state - guess) * 2 + 1].size(), expected);
            }
            searches.fetch_add(1, std::memory_order_relaxed);
        }
    };
    std::vector<std::thread> readers;
    readers.emplace_back(read);
    readers.emplace_back(read);
    for (std::uint64_t state = 2; state <= states; ++state) {
        const std::uint64_t before = searches.load();
        step(state);
        // Readers get through now and then, on one processor too.
        if (state % 10 == 0) {
            while (searches.load() == before && !HasFailure()) std::this_thread::yield();
        }
    }
    done = true;
    for (auto& reader : readers) reader.join();
    EXPECT_GT(searches.load(), 0);
}

}  // namespace
}  // namespace holdfast::index
