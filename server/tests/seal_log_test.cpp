// SPDX-License-Identifier: Apache-2.0
// The log of seals on a real store: what it refuses to grow, and that a kill at any moment neither takes an entry away
// nor lets it sign one size twice in two forms.
#include "seal_log/seal_log.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <span>
#include <thread>
#include <vector>

#include "faulty_store.hpp"
#include "holdfast/evidence/merkle_tree.hpp"
#include "holdfast/sealing/digest.hpp"
#include "holdfast/store/sqlite.hpp"
#include "killed_child.hpp"
#include "seal_log/kept_tiles.hpp"

namespace holdfast::server {
namespace {

constexpr UnixMillis start{1'800'000'000'000};

sealing::Secret<32> seed(unsigned n) {
    std::array<std::byte, 32> bytes{};
    bytes[0] = static_cast<std::byte>(n);
    return sealing::Secret<32>(bytes);
}

Digest256 seal(std::uint64_t n) {
    return sealing::sha256("seal " + std::to_string(n));
}

class SealLogTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "holdfast-seals-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
        store_ = open_store();
    }
    void TearDown() override {
        store_.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    [[nodiscard]] std::unique_ptr<store::Store> open_store() const {
        auto opened = store::open_sqlite({.path = folder_ / "holdfast.db", .vfs = {}, .on_error = {}});
        return opened ? std::move(*opened) : nullptr;
    }
    [[nodiscard]] std::unique_ptr<SealLog> open_log(unsigned key = 1, const std::string& origin = "here/seals") {
        auto opened = SealLog::open(*store_, seed(key), origin);
        EXPECT_TRUE(opened) << opened.error().reason;
        return opened ? std::move(*opened) : nullptr;
    }

    std::filesystem::path folder_;
    std::unique_ptr<store::Store> store_;
};

TEST_F(SealLogTest, GivesReceiptsThatHoldAndTheSameEntryForTheSameSeal) {
    const auto log = open_log();
    std::vector<evidence::Receipt> receipts;
    for (std::uint64_t n = 0; n < 600; ++n) {
        const UnixMillis now{start.value + static_cast<std::int64_t>(n) * 700};
        const auto taken = log->take(seal(n), now, std::nullopt);
        ASSERT_TRUE(taken) << store::explain(taken.error());
        EXPECT_TRUE(taken->is_new);
        EXPECT_EQ(taken->receipt.index, n);
        EXPECT_EQ(taken->receipt.entry.received.value, now.value / 1000 * 1000);
        receipts.push_back(taken->receipt);
    }
    for (const auto& receipt : receipts) {
        EXPECT_TRUE(evidence::check_receipt(receipt, log->key(), receipt.entry.seal));
        const auto again = log->take(receipt.entry.seal, {start.value + 10'000'000}, std::nullopt);
        ASSERT_TRUE(again);
        EXPECT_FALSE(again->is_new);
        EXPECT_EQ(again->receipt.entry, receipt.entry);
        EXPECT_EQ(again->receipt.index, receipt.index);
        EXPECT_EQ(again->receipt.checkpoint.size, 600U);
    }
}

TEST_F(SealLogTest, AnEmptyLogHasASignedCheckpointAndNoTiles) {
    const auto log = open_log();
    const auto checkpoint = evidence::read_checkpoint(*log->checkpoint());
    ASSERT_TRUE(checkpoint);
    EXPECT_EQ(checkpoint->size, 0U);
    EXPECT_EQ(checkpoint->root, evidence::empty_root());
    EXPECT_TRUE(evidence::check_checkpoint(*checkpoint, log->key()));
    EXPECT_FALSE(log->tile({.level = 0, .index = 0, .width = 1})->has_value());
    EXPECT_FALSE(log->tile({.level = std::nullopt, .index = 0, .width = 1})->has_value());
}

TEST_F(SealLogTest, WithoutANameItHasOneMadeOfItsKey) {
    const auto log = open_log(1, "");
    EXPECT_TRUE(log->key().name.starts_with("holdfast-seals/"));
    EXPECT_EQ(open_log(1, "")->key(), log->key());
    EXPECT_NE(open_log(2, "")->key().name, log->key().name);
}

TEST_F(SealLogTest, DoesNotGoOnUnderAnotherNameOrKey) {
    ASSERT_TRUE(open_log()->take(seal(1), start, std::nullopt));
    const auto renamed = SealLog::open(*store_, seed(1), "elsewhere/seals");
    ASSERT_FALSE(renamed);
    EXPECT_TRUE(renamed.error().by_setting);
    EXPECT_NE(renamed.error().reason.find("here/seals"), std::string::npos) << renamed.error().reason;
    // A lost key is told as that, also where the log's name is made of it: no other name would help.
    for (const std::string origin : {"here/seals", "elsewhere/seals", ""}) {
        const auto other = SealLog::open(*store_, seed(2), origin);
        ASSERT_FALSE(other);
        EXPECT_FALSE(other.error().by_setting);
        EXPECT_NE(other.error().reason.find("another key"), std::string::npos) << other.error().reason;
    }
    EXPECT_TRUE(SealLog::open(*store_, seed(1), "here/seals"));
}

TEST_F(SealLogTest, ALogThatCannotBeReadNowIsNotCalledDamaged) {
    ASSERT_TRUE(open_log()->take(seal(1), start, std::nullopt));
    for (const std::string_view what : {"seal_head", "seal_hashes"}) {
        tests::FaultyStore busy(*store_);
        busy.fault = [what](std::string_view name) {
            return name == what ? std::optional(store::StoreError::busy) : std::nullopt;
        };
        const auto unread = SealLog::open(busy, seed(1), "here/seals");
        ASSERT_FALSE(unread) << what;
        EXPECT_FALSE(unread.error().by_setting);
        EXPECT_NE(unread.error().reason.find("cannot be read now"), std::string::npos) << unread.error().reason;
        EXPECT_EQ(unread.error().reason.find("begin a new log"), std::string::npos) << "a sound log would be lost";
    }
    EXPECT_TRUE(SealLog::open(*store_, seed(1), "here/seals"));
}

TEST_F(SealLogTest, WhatItDidNotSignItselfItDoesNotGrow) {
    const auto one = open_log(1);
    const auto other = open_log(2);  // while there is nothing yet
    ASSERT_TRUE(one->take(seal(1), start, std::nullopt));
    EXPECT_EQ(other->take(seal(2), start, std::nullopt).error(), store::StoreError::corrupt);
    EXPECT_EQ(store_->seal_head()->size, 1U);
    EXPECT_TRUE(one->take(seal(2), start, std::nullopt));
}

TEST_F(SealLogTest, AClockBehindTheLogGivesNoFalseTime) {
    const auto log = open_log();
    ASSERT_TRUE(log->take(seal(1), start, std::nullopt));
    const auto late = log->take(seal(2), {start.value - 30'000}, std::nullopt);
    ASSERT_TRUE(late);
    EXPECT_EQ(late->receipt.entry.received, start) << "times never go back";
    EXPECT_EQ(log->take(seal(3), {start.value - 61'000}, std::nullopt).error(), store::StoreError::not_allowed);
    EXPECT_EQ(store_->seal_head()->size, 2U);
    EXPECT_TRUE(log->take(seal(1), {start.value - 61'000}, std::nullopt)) << "what came before has its receipt";
}

constexpr std::size_t receipt_bytes = 3072;

[[noreturn]] void take_until_killed(const std::filesystem::path& path, int pipe, std::uint64_t first) {
    auto store = store::open_sqlite({.path = path, .vfs = {}, .on_error = {}});
    if (!store) ::_exit(2);
    auto log = SealLog::open(**store, seed(1), "here/seals");
    if (!log) ::_exit(3);
    std::vector<std::thread> threads;
    threads.reserve(3);
    for (std::uint64_t t = 0; t < 3; ++t) {
        threads.emplace_back([&, t] {
            for (std::uint64_t n = first + t;; n += 3) {
                const auto taken = (*log)->take(seal(n), start, std::nullopt);
                if (!taken) ::_exit(4);
                // One write, below PIPE_BUF: receipts of several threads do not mix.
                std::string line = evidence::to_text(taken->receipt);
                line.resize(receipt_bytes, '\0');
                if (::write(pipe, line.data(), line.size()) != static_cast<ssize_t>(line.size())) ::_exit(5);
            }
        });
    }
    for (auto& thread : threads) thread.join();
    ::_exit(0);
}

TEST_F(SealLogTest, AKillAtAnyMomentLosesNoReceiptAndForksNothing) {
    store_.reset();
    std::mt19937_64 draw(4);
    std::map<std::uint64_t, Digest256> signed_roots;  // by size: never two
    std::vector<evidence::Receipt> given;
    std::size_t checked = 0;
    evidence::Checkpoint last;
    last.root = evidence::empty_root();
    for (std::uint64_t round = 0; round < 8; ++round) {
        std::string line(receipt_bytes, '\0');
        ASSERT_NO_FATAL_FAILURE(store::kill_while_it_works(
            draw, 60, std::as_writable_bytes(std::span(line)),
            [&](int pipe) { take_until_killed(folder_ / "holdfast.db", pipe, round * 100'000); },
            [&] {
                const auto receipt = evidence::read_receipt(std::string_view(line).substr(0, line.find('\0')));
                ASSERT_TRUE(receipt);
                given.push_back(*receipt);
            }));

        store_ = open_store();
        ASSERT_NE(store_, nullptr);
        const auto log = open_log();
        ASSERT_NE(log, nullptr) << "round " << round;
        const auto newest = evidence::read_checkpoint(*log->checkpoint());
        ASSERT_TRUE(newest && evidence::check_checkpoint(*newest, log->key()));
        const auto entries = store_->seal_entries(0, 1'000'000);
        ASSERT_EQ(entries->size(), newest->size);
        KeptTiles tiles(*store_);
        EXPECT_EQ(evidence::root_of(newest->size, std::ref(tiles)), newest->root);
        for (std::size_t i = checked; i < given.size(); ++i) {
            const evidence::Receipt& receipt = given[i];
            ASSERT_TRUE(evidence::check_receipt(receipt, log->key(), receipt.entry.seal));
            const auto [root, fresh] = signed_roots.emplace(receipt.checkpoint.size, receipt.checkpoint.root);
            ASSERT_EQ(root->second, receipt.checkpoint.root) << "one size was signed in two forms";
            const auto proof = evidence::consistency_proof(receipt.checkpoint.size, newest->size, std::ref(tiles));
            ASSERT_TRUE(proof) << "a size was signed that the log does not have";
            ASSERT_TRUE(evidence::proves_consistency(receipt.checkpoint.size, receipt.checkpoint.root, newest->size,
                                                     newest->root, *proof))
                << "the log has forked at size " << receipt.checkpoint.size;
        }
        checked = given.size();
        for (const evidence::Receipt& receipt : given) {
            ASSERT_LT(receipt.index, entries->size()) << "an acknowledged entry is gone";
            ASSERT_EQ((*entries)[receipt.index].seal, receipt.entry.seal);
        }
        // And what was the whole log after the round before is the beginning of this one.
        const auto proof = evidence::consistency_proof(last.size, newest->size, std::ref(tiles));
        ASSERT_TRUE(proof);
        ASSERT_TRUE(evidence::proves_consistency(last.size, last.root, newest->size, newest->root, *proof));
        last = *newest;
        store_.reset();
    }
    EXPECT_GT(given.size(), 80U);
}

}  // namespace
}  // namespace holdfast::server
