// SPDX-License-Identifier: Apache-2.0
// The contract, as followers meet it: the ordered log, the feed, secrets, the audit trail, and many callers at once.
#include <algorithm>
#include <atomic>
#include <limits>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "contract.hpp"

namespace holdfast::store {
namespace {

using namespace sample;

TEST_P(StoreContract, EventsComeInOrderAndInPages) {
    submit(1, {item(1), item(2), item(3)});
    ASSERT_TRUE(store().withdraw(withdrawal(1, {2, 3})));
    expect_log_without_gaps();
    const auto page = store().events_after(1, 2);
    ASSERT_TRUE(page);
    ASSERT_EQ(page->size(), 2);
    EXPECT_EQ(page->front().position, 2);
    EXPECT_EQ(page->front().subject, id('i', 2));
    EXPECT_EQ(page->back().position, 3);
    EXPECT_TRUE(store().events_after(5, 10)->empty());
    EXPECT_EQ(all_events()[4].kind, EventKind::item_changed);
    EXPECT_EQ(all_events()[4].subject, id('i', 3));
}

TEST_P(StoreContract, AnEmptyLogStandsAtZero) {
    EXPECT_EQ(store().last_position(), 0);
    EXPECT_EQ(store().matched_position(), 0);
}

TEST_P(StoreContract, AFeedEntryIsShownWhenItsOwnTimeHasCome) {
    auto early = item(1);
    early.feed = feed_time(500, 9);
    auto late = item(2);
    late.feed = feed_time(100, 9);
    submit(1, {early, late});
    EXPECT_TRUE(feed_at(at(99)).empty());
    const auto first = feed_at(at(100));
    ASSERT_EQ(first.size(), 1);
    EXPECT_EQ(first[0].item, id('i', 2));
    EXPECT_EQ(first[0].bank, 1);
    EXPECT_TRUE(first[0].added);
    EXPECT_EQ(first[0].signals, item(2).item.signals);
    EXPECT_EQ(first[0].visible, at(100));
    const auto rest = feed_at(at(500), {.visible = first[0].visible, .tie = first[0].tie});
    ASSERT_EQ(rest.size(), 1);
    EXPECT_EQ(rest[0].item, id('i', 1));
}

TEST_P(StoreContract, TheTieOrdersEntriesOfOneInstantAsAnUnsignedNumber) {
    std::vector<NewItem> items;
    const std::vector<std::uint64_t> ties{~std::uint64_t{0}, 5, std::uint64_t{1} << 63U, 0};
    for (std::uint64_t n = 0; n < ties.size(); ++n) {
        items.push_back(item(n));
        items.back().feed = feed_time(100, ties[n]);
    }
    submit(1, items);
    const auto entries = feed_at(at(100));
    ASSERT_EQ(entries.size(), 4);
    EXPECT_EQ(entries[0].item, id('i', 3));
    EXPECT_EQ(entries[1].item, id('i', 1));
    EXPECT_EQ(entries[2].item, id('i', 2));
    EXPECT_EQ(entries[3].item, id('i', 0));
    for (std::size_t k = 1; k < entries.size(); ++k) EXPECT_GT(entries[k].tie, entries[k - 1].tie);
}

TEST_P(StoreContract, QuarantinedItemsAreInNoFeedUntilReleased) {
    submit(1, {item(1, ItemState::quarantined)});
    EXPECT_TRUE(feed_at(at(10'000)).empty());
    ASSERT_TRUE(store().change_state({.item = id('i', 1),
                                      .state = ItemState::active,
                                      .reason = {},
                                      .feed = feed_time(20'000),
                                      .actor = "operator",
                                      .at = at(15'000)}));
    EXPECT_TRUE(feed_at(at(19'999)).empty());
    EXPECT_EQ(feed_at(at(20'000)).size(), 1);
}

TEST_P(StoreContract, WhatWasWithdrawnBeforeItWasShownNeverAppears) {
    auto slow = item(1);
    slow.feed = feed_time(50'000);
    submit(1, {slow});
    ASSERT_TRUE(store().withdraw(withdrawal(1, {1})));
    EXPECT_TRUE(feed_at(at(100'000)).empty());
}

TEST_P(StoreContract, ARemovalIsShownToThoseWhoSawTheAddition) {
    submit(1, {item(1)});
    const auto added = feed_at(at(100));
    ASSERT_EQ(added.size(), 1);
    ASSERT_TRUE(store().withdraw(withdrawal(1, {1})));
    const auto removed = feed_at(at(1000), {.visible = added[0].visible, .tie = added[0].tie});
    ASSERT_EQ(removed.size(), 1);
    EXPECT_FALSE(removed[0].added);
    EXPECT_EQ(removed[0].item, id('i', 1));
    EXPECT_TRUE(removed[0].signals.empty());
}

TEST_P(StoreContract, AnErasedCaseIsRemovedFromTheFeedToo) {
    submit(1, {item(1)});
    ASSERT_EQ(feed_at(at(100)).size(), 1);
    ASSERT_TRUE(store().erase_case({.submission = id('s', 1),
                                    .opened_with = digest(1, 2),
                                    .feed = {{id('i', 1), feed_time(300)}},
                                    .receipt = {},
                                    .at = at(200)}));
    EXPECT_TRUE(feed_at(at(299)).empty()) << "the addition is contradicted at once";
    const auto entries = feed_at(at(300));
    ASSERT_EQ(entries.size(), 1);
    EXPECT_FALSE(entries[0].added);
}

TEST_P(StoreContract, ErasingACaseTellsNothingOfItsWithdrawnItemsAnewSoThatTheyAreNotSeenTogether) {
    submit(1, {item(1), item(2), item(3)});
    ASSERT_EQ(feed_at(at(100)).size(), 3);
    auto shown = withdrawal(1, {1}, at(1000));
    ASSERT_TRUE(store().withdraw(shown));
    auto waiting = withdrawal(1, {2, 3}, at(1000));
    waiting.items[0].feed = feed_time(3000, 5);
    waiting.items[1].feed = feed_time(5000, 6);
    ASSERT_TRUE(store().withdraw(waiting));
    const auto before = feed_at(at(2000));
    ASSERT_EQ(before.size(), 1);
    ASSERT_TRUE(store().erase_case(
        {.submission = id('s', 1), .opened_with = digest(1, 2), .feed = {}, .receipt = {}, .at = at(2000)}));
    const FeedCursor cursor{.visible = before[0].visible, .tie = before[0].tie};
    EXPECT_TRUE(feed_at(at(2999), cursor).empty());
    const auto after = feed_at(at(6000), cursor);
    ASSERT_EQ(after.size(), 2);
    EXPECT_EQ(after[0].item, id('i', 2));
    EXPECT_EQ(after[0].visible, at(3000));
    EXPECT_EQ(after[1].item, id('i', 3));
    EXPECT_EQ(after[1].visible, at(5000));
}

TEST_P(StoreContract, AnEntryThatComesLateIsStillAfterEveryCursorHandedOut) {
    // Its writer drew time 100 and then waited for the lock while readers went on to 200. Behind the greatest tie there
    // is no place at the same instant.
    FeedCursor cursor;
    std::uint64_t n = 0;
    for (const std::uint64_t tie : {std::uint64_t{7}, std::numeric_limits<std::uint64_t>::max()}) {
        auto quick = item(++n);
        quick.feed = feed_time(200, tie);
        submit(n, {quick});
        const auto seen = feed_at(at(200), cursor);
        ASSERT_EQ(seen.size(), 1);
        auto delayed = item(++n);
        delayed.feed = feed_time(100, 3);
        submit(n, {delayed});
        const auto next = feed_at(at(200), {.visible = seen[0].visible, .tie = seen[0].tie});
        ASSERT_EQ(next.size(), 1);
        EXPECT_EQ(next[0].item, id('i', n));
        cursor = {.visible = next[0].visible, .tie = next[0].tie};
    }
}

TEST_P(StoreContract, WhoeverFollowsTheFeedEndsWithTheListHoweverOftenTheyLook) {
    // Random additions, withdrawals and undos; followers who read at different times, in pages of different sizes.
    struct Follower {
        FeedCursor cursor;
        std::uint32_t page = 1;
        unsigned every = 1;
        std::map<Id128, std::vector<Signal>> list;
    };
    std::vector<Follower> followers{{.cursor = {}, .page = 1, .every = 1, .list = {}},
                                    {.cursor = {}, .page = 3, .every = 7, .list = {}},
                                    {.cursor = {}, .page = 1000, .every = 150, .list = {}}};
    const auto follow = [&](Follower& follower, UnixMillis now) {
        while (true) {
            const auto entries = store().feed(follower.cursor, now, follower.page);
            ASSERT_TRUE(entries);
            if (entries->empty()) break;
            for (const FeedEntry& entry : *entries) {
                ASSERT_TRUE(std::tuple(entry.visible, entry.tie) >
                            std::tuple(follower.cursor.visible, follower.cursor.tie));
                follower.cursor = {.visible = entry.visible, .tie = entry.tie};
                if (entry.added) {
                    EXPECT_FALSE(entry.signals.empty());
                    follower.list[entry.item] = entry.signals;
                } else {
                    follower.list.erase(entry.item);
                }
            }
        }
    };
    std::mt19937_64 draw(3);
    std::int64_t now = 1000;
    std::uint64_t items = 0;
    const auto later = [&] { return feed_time(now + static_cast<std::int64_t>(draw() % 400), draw()); };
    for (unsigned round = 0; round < 300; ++round) {
        now += static_cast<std::int64_t>(draw() % 40);
        const std::uint64_t n = items == 0 ? 0 : draw() % items;
        switch (items < 5 ? 0 : draw() % 4) {
            case 0: {
                auto fresh = item(items);
                fresh.feed = later();
                submit(items, {fresh});
                ++items;
                break;
            }
            case 1:
            case 2: {
                auto out = withdrawal(n, {n}, at(now));
                out.items[0].feed = later();
                out.items[0].copy.id = id('m', 10'000'000 + round);
                ASSERT_TRUE(store().withdraw(out));
                break;
            }
            default: {
                auto back = restoration(n, {n}, at(now));
                back.items[0].feed = later();
                static_cast<void>(store().restore(back));  // refused for what is not withdrawn
            }
        }
        for (Follower& follower : followers) {
            if (round % follower.every == 0) follow(follower, at(now));
        }
    }
    std::map<Id128, std::vector<Signal>> truth;
    for (const Item& one : active_items()) truth[one.id] = one.signals;
    ASSERT_FALSE(truth.empty());
    for (Follower& follower : followers) {
        follow(follower, at(now + 1000));
        EXPECT_EQ(follower.list, truth) << "page " << follower.page;
    }
}

TEST_P(StoreContract, AReaderOfTheFeedGetsAllOfALargeImport) {
    constexpr std::uint64_t count = 4500;
    std::vector<NewItem> items;
    for (std::uint64_t n = 0; n < count; ++n) {
        items.push_back(item(n));
        items.back().item.submission = {};
        items.back().feed = feed_time(0, n % 3);
    }
    ASSERT_TRUE(store().import_items(items));
    std::set<Id128> seen;
    FeedCursor cursor;
    while (true) {
        const auto entries = feed_at(at(1), cursor);
        if (entries.empty()) break;
        for (const FeedEntry& entry : entries) EXPECT_TRUE(seen.insert(entry.item).second) << "repeated";
        cursor = {.visible = entries.back().visible, .tie = entries.back().tie};
    }
    EXPECT_EQ(seen.size(), count);
}

TEST_P(StoreContract, NothingIsMissedOrRepeatedByAReaderOfTheFeedWhileOthersWrite) {
    constexpr std::uint64_t writers = 3;
    constexpr std::uint64_t each = 60;
    std::atomic<std::int64_t> clock{1000};
    std::atomic<unsigned> writing{writers};
    std::vector<std::thread> threads;
    for (std::uint64_t w = 0; w < writers; ++w) {
        threads.emplace_back([&, w] {
            std::mt19937_64 draw(w);
            for (std::uint64_t k = 0; k < each; ++k) {
                const std::uint64_t n = w * 1000 + k;
                auto fresh = item(n);
                // Drawn before the write: by the time it commits, the reader may be past it.
                fresh.feed = feed_time(clock.fetch_add(3) + static_cast<std::int64_t>(draw() % 5), draw());
                EXPECT_TRUE(store().submit(submission(n, {fresh})));
            }
            writing.fetch_sub(1);
        });
    }
    std::set<Id128> seen;
    FeedCursor cursor;
    const auto read = [&] {
        const auto entries = store().feed(cursor, at(clock.load() + 10), 7);
        ASSERT_TRUE(entries);
        for (const FeedEntry& entry : *entries) {
            EXPECT_TRUE(seen.insert(entry.item).second) << "repeated";
            EXPECT_TRUE(std::tuple(entry.visible, entry.tie) > std::tuple(cursor.visible, cursor.tie));
            cursor = {.visible = entry.visible, .tie = entry.tie};
        }
    };
    while (writing.load() != 0) read();
    for (auto& thread : threads) thread.join();
    for (std::uint64_t k = 0; k < writers * each; ++k) read();
    EXPECT_EQ(seen.size(), writers * each);
}

TEST_P(StoreContract, FollowersSeeEveryEventInOrderWhileManyWriteAndRead) {
    ASSERT_TRUE(store().add_partner(partner(1)));
    constexpr std::uint64_t writers = 3;
    constexpr std::uint64_t each = 40;
    std::atomic<unsigned> writing{writers};
    std::vector<std::thread> threads;
    for (std::uint64_t w = 0; w < writers; ++w) {
        threads.emplace_back([&, w] {
            for (std::uint64_t k = 0; k < each; ++k) {
                const std::uint64_t n = w * 1000 + k;
                EXPECT_TRUE(store().submit(submission(n, {item(n)})));
                EXPECT_TRUE(store().report_sighting(sighting(n)));
                if (k % 2 == 0) {
                    EXPECT_TRUE(store().withdraw(withdrawal(n, {n})));
                }
            }
            writing.fetch_sub(1);
        });
    }
    std::uint64_t position = 0;
    std::set<Id128> live;
    const auto follow = [&] {
        const auto events = store().events_after(position, 11);
        ASSERT_TRUE(events);
        for (const Event& event : *events) {
            ASSERT_EQ(event.position, position + 1);
            position = event.position;
            if (event.kind != EventKind::item_added && event.kind != EventKind::item_changed) continue;
            const auto one = store().item(event.subject);
            ASSERT_TRUE(one && *one);
            if ((*one)->state == ItemState::active) {
                EXPECT_EQ((*one)->signals.size(), 2) << "an item is read whole or not at all";
                live.insert(event.subject);
            } else {
                EXPECT_TRUE((*one)->signals.empty());
                live.erase(event.subject);
            }
        }
    };
    while (writing.load() != 0) follow();
    for (auto& thread : threads) thread.join();
    while (position < store().last_position().value()) follow();
    EXPECT_EQ(position, 1 + writers * each * 2 + writers * each / 2);
    EXPECT_EQ(live.size(), writers * each / 2);
    std::set<Id128> truth;
    for (const Item& one : active_items()) truth.insert(one.id);
    EXPECT_EQ(live, truth);
}

TEST_P(StoreContract, OneKeyUsedByManyAtOnceWritesOnce) {
    std::atomic<unsigned> replayed{0};
    std::vector<std::thread> threads;
    for (std::uint64_t t = 0; t < 6; ++t) {
        threads.emplace_back([&, t] {
            auto fresh = submission(t, {item(t)});
            fresh.receipt = receipt(1);
            const auto outcome = store().submit(fresh);
            ASSERT_TRUE(outcome);
            EXPECT_EQ(outcome->body, "{\"answer\":1}");
            if (outcome->replayed) replayed.fetch_add(1);
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(replayed.load(), 5);
    EXPECT_EQ(active_items().size(), 1);
}

// Writers that wait for one another may share a transaction: what one of them may not do must not undo the others.
TEST_P(StoreContract, AWriteThatFailsLeavesThoseAtTheSameTimeAlone) {
    constexpr std::uint64_t writers = 6;
    constexpr std::uint64_t each = 30;
    submit(1, {item(1)});
    std::vector<std::thread> threads;
    for (std::uint64_t w = 1; w <= writers; ++w) {
        threads.emplace_back([&, w] {
            for (std::uint64_t k = 0; k < each; ++k) {
                const std::uint64_t n = w * 1000 + k;
                EXPECT_TRUE(store().submit(submission(n, {item(n)})));
                auto taken = submission(500'000 + n, {item(500'000 + n), item(1)});  // the second is there already
                EXPECT_EQ(store().submit(taken).error(), StoreError::conflict);
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(active_items().size(), 1 + writers * each);
    EXPECT_EQ(store().last_position(), 1 + writers * each);
    EXPECT_FALSE(store().item(id('i', 501'000)).value().has_value());
    expect_log_without_gaps();
}

TEST_P(StoreContract, ASecretIsMadeOnceAndKept) {
    EXPECT_EQ(store().installation_secret("permutation", bytes(1, 1)), bytes(1, 1));
    EXPECT_EQ(store().installation_secret("permutation", bytes(2, 1)), bytes(1, 1));
    EXPECT_EQ(store().installation_secret("challenge", bytes(3, 1)), bytes(3, 1));
}

TEST_P(StoreContract, TheAuditTrailIsReadFromItsEnd) {
    for (int n = 0; n < 5; ++n) {
        ASSERT_TRUE(store().audit({.at = at(n), .actor = "service", .action = "scrub", .subject = std::to_string(n)}));
    }
    const auto tail = store().audit_tail(2);
    ASSERT_TRUE(tail);
    ASSERT_EQ(tail->size(), 2);
    EXPECT_EQ(tail->front().subject, "3");
    EXPECT_EQ(tail->back().subject, "4");
}

TEST_P(StoreContract, ScrubbingIsAlwaysAllowedAndLosesNothing) {
    ASSERT_TRUE(store().scrub());
    submit(1, {item(1)});
    ASSERT_TRUE(store().scrub());
    ASSERT_TRUE(store().scrub());
    EXPECT_EQ(active_items().size(), 1);
}

INSTANTIATE_TEST_SUITE_P(Contract, StoreContract, testing::ValuesIn(store_factories()), factory_name);

}  // namespace
}  // namespace holdfast::store
