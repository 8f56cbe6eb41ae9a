// SPDX-License-Identifier: Apache-2.0
// The public log of seals, as every store keeps it.
#include <thread>

#include "contract.hpp"
#include "toy_log.hpp"

namespace holdfast::store {
namespace {

using namespace sample;

class StoreContractSeals : public StoreContract {
  protected:
    [[nodiscard]] std::vector<LoggedSeal> entries() {
        auto read = store().seal_entries(0, 1'000'000);
        EXPECT_TRUE(read);
        return read.value_or(std::vector<LoggedSeal>{});
    }
    void expect_whole(std::uint64_t size) {
        const auto head = store().seal_head();
        ASSERT_TRUE(head);
        EXPECT_EQ(head->size, size);
        EXPECT_EQ(entries().size(), size);
        EXPECT_EQ(head->checkpoint, toy_checkpoint(entries()));
    }
};

TEST_P(StoreContractSeals, AnEmptyLogHasNoHead) {
    EXPECT_EQ(store().seal_head()->checkpoint, "");
    expect_whole(0);
}

TEST_P(StoreContractSeals, EntriesAreNumberedInTheOrderTheyCame) {
    for (const std::uint64_t n : {5U, 6U, 7U}) {
        const auto logged = store().log_seal(toy_seal(n));
        ASSERT_TRUE(logged) << explain(logged.error());
        EXPECT_EQ(*logged, (LoggedSeal{.index = n - 5, .seal = toy_seal(n).seal, .received = toy_seal(n).at}));
    }
    expect_whole(3);
    EXPECT_EQ(store().seal_entries(1, 1)->at(0).index, 1U);
    EXPECT_EQ(store().seal_hashes(0, 1, 5)->size(), 2U);
    EXPECT_TRUE(store().seal_hashes(1, 0, 5)->empty());
}

TEST_P(StoreContractSeals, TheSameSealTwiceGivesTheSameEntryAndSpendsNothing) {
    const auto first = store().log_seal(toy_seal(1));
    ASSERT_TRUE(first);
    ASSERT_TRUE(store().log_seal(toy_seal(2)));
    NewSeal again = toy_seal(1);
    again.at = at(50'000);
    again.grow = [](const auto&, const auto&, const auto&) -> Result<SealGrowth> {
        ADD_FAILURE() << "the log does not grow";
        return std::unexpected(StoreError::corrupt);
    };
    EXPECT_EQ(store().log_seal(again), *first);
    again.proof = SpentProof{.challenge = digest(77, 12), .expires = at(60'000)};
    EXPECT_EQ(store().log_seal(again), *first);
    NewSeal other = toy_seal(3);
    other.proof = again.proof;
    EXPECT_TRUE(store().log_seal(other));
    NewSeal with_spent = toy_seal(4);
    with_spent.proof = again.proof;
    EXPECT_EQ(store().log_seal(with_spent).error(), StoreError::proof_spent);
    expect_whole(3);
}

TEST_P(StoreContractSeals, TimeNeverGoesBack) {
    ASSERT_TRUE(store().log_seal(toy_seal(900)));
    EXPECT_EQ(store().log_seal(toy_seal(3))->received, toy_seal(900).at);
    expect_whole(2);
}

TEST_P(StoreContractSeals, WhereTheGrowthFailsNothingIsWritten) {
    ASSERT_TRUE(store().log_seal(toy_seal(1)));
    NewSeal bad = toy_seal(2);
    bad.grow = [](const auto&, const auto&, const auto&) -> Result<SealGrowth> {
        return std::unexpected(StoreError::not_allowed);
    };
    EXPECT_EQ(store().log_seal(bad).error(), StoreError::not_allowed);
    // A hash that is there already is never written over.
    bad.grow = [](const auto&, const auto&, const auto&) -> Result<SealGrowth> {
        return SealGrowth{.hashes = {{.level = 0, .index = 0, .hash = digest(1, 1)}}, .checkpoint = "x"};
    };
    EXPECT_FALSE(store().log_seal(bad));
    expect_whole(1);
    // Nor was the proof spent.
    EXPECT_TRUE(store().log_seal(toy_seal(2)));
    expect_whole(2);
}

TEST_P(StoreContractSeals, ManyWritersGrowOneLog) {
    constexpr std::uint64_t writers = 4;
    constexpr std::uint64_t each = 40;
    std::vector<std::thread> threads;
    threads.reserve(writers);
    for (std::uint64_t t = 0; t < writers; ++t) {
        threads.emplace_back([&, t] {
            // Every seal is sent by two of them.
            for (std::uint64_t n = 0; n < each; ++n) EXPECT_TRUE(store().log_seal(toy_seal(t / 2 * each + n)));
        });
    }
    for (std::thread& thread : threads) thread.join();
    expect_whole(writers / 2 * each);
}

INSTANTIATE_TEST_SUITE_P(Stores, StoreContractSeals, testing::ValuesIn(store_factories()), factory_name);

}  // namespace
}  // namespace holdfast::store
