// SPDX-License-Identifier: Apache-2.0
// What an operator, and retention, do without a person's keys.
#include <algorithm>

#include "contract.hpp"

namespace holdfast::store {
namespace {

using namespace sample;

class StoreContractOperator : public StoreContract {
  protected:
    void SetUp() override {
        StoreContract::SetUp();
        for (const std::uint64_t n : {1U, 2U}) ASSERT_TRUE(store().add_partner(partner(n)));
    }
    void say(std::uint64_t who, std::uint64_t n, Verdict verdict, std::int64_t when) {
        ASSERT_TRUE(store().give_feedback(
            {.feedback = {.partner = id('p', who), .item = id('i', n), .verdict = verdict, .at = at(when)},
             .receipt = {}}));
    }
    [[nodiscard]] Result<void> change(std::uint64_t n, std::optional<ItemState> from, ItemState to,
                                      std::int64_t when = 10) {
        return store().change_state({.item = id('i', n),
                                     .from = from,
                                     .state = to,
                                     .reason = "test",
                                     .feed = feed_time(when),
                                     .actor = "operator",
                                     .at = at(when)});
    }
    [[nodiscard]] Result<void> end(std::uint64_t s, std::int64_t when, std::optional<UnixMillis> unopened_since = {}) {
        return store().end_case({.submission = id('s', s),
                                 .feed = {},
                                 .unopened_since = unopened_since,
                                 .actor = "operator",
                                 .at = at(when)});
    }
    [[nodiscard]] std::vector<std::string> unopened(UnixMillis before, std::uint32_t limit = 100) {
        std::vector<std::string> numbers;
        const auto views = store().unopened_cases(before, limit);
        EXPECT_TRUE(views);
        if (!views) return numbers;
        for (const CaseView& view : *views) numbers.push_back(view.submission.case_number);
        return numbers;
    }
    using Numbers = std::vector<std::string>;
    static constexpr UnixMillis first_day = day_of(start);
    static UnixMillis day(std::int64_t n) { return {first_day.value + n * day_millis}; }
};

TEST_P(StoreContractOperator, TheDelaysThatTheServiceRunsWithAreKeptForWhoWorksBesideIt) {
    EXPECT_EQ(store().feed_spreads(), FeedSpreads{});
    const FeedSpreads day_and_none{.added_millis = day_millis, .removed_millis = 0};
    for (const FeedSpreads& spreads : {day_and_none, FeedSpreads{.added_millis = 1, .removed_millis = 2}}) {
        ASSERT_TRUE(store().keep_feed_spreads(spreads));
        EXPECT_EQ(store().feed_spreads(), spreads);
    }
    EXPECT_EQ(store().keep_feed_spreads({.added_millis = -1, .removed_millis = 0}).error(), StoreError::not_allowed);
}

TEST_P(StoreContractOperator, ACaseIsFoundByItsNumber) {
    submit(1, {item(1, ItemState::quarantined), item(2)});
    submit(2, {item(3)});
    const auto view = store().case_by_number("HF-TEST-1");
    ASSERT_TRUE(view);
    EXPECT_EQ(view->submission.id, id('s', 1));
    ASSERT_EQ(view->items.size(), 2);
    EXPECT_EQ(view->items[0].state, ItemState::quarantined);
    EXPECT_EQ(store().case_by_number("HF-TEST-3").error(), StoreError::not_found);
}

TEST_P(StoreContractOperator, WhatAPartnerCallsAWrongMatchIsReportedWithWhatAllSaid) {
    submit(1, {item(1), item(2), item(3), item(4)});
    ASSERT_TRUE(store().import_items(std::vector{item(5, ItemState::active, 1)}));
    say(2, 1, Verdict::blocked, 5);
    say(1, 1, Verdict::false_positive, 30);
    say(1, 2, Verdict::not_blocked, 10);
    say(1, 3, Verdict::false_positive, 11);
    say(1, 3, Verdict::blocked, 12);
    say(2, 4, Verdict::false_positive, 13);
    say(2, 5, Verdict::false_positive, 14);
    ASSERT_TRUE(change(5, std::nullopt, ItemState::disputed));
    ASSERT_TRUE(store().withdraw(withdrawal(1, {4})));
    const auto reported = store().reported_items(1);
    ASSERT_TRUE(reported);
    ASSERT_EQ(reported->size(), 2) << "the latest word of each partner, and only where there are codes";
    EXPECT_EQ((*reported)[0].item.id, id('i', 5)) << "reported longest ago";
    EXPECT_EQ((*reported)[0].item.state, ItemState::disputed);
    EXPECT_EQ((*reported)[0].item.submission, Id128{});
    EXPECT_EQ((*reported)[1].item.id, id('i', 1));
    EXPECT_EQ((*reported)[1].item.submission, id('s', 1));
    EXPECT_EQ((*reported)[1].item.signals.size(), 2);
    const auto& said = (*reported)[1].feedback;
    ASSERT_EQ(said.size(), 2);
    EXPECT_EQ(said[0].partner, id('p', 2));
    EXPECT_EQ(said[0].verdict, Verdict::blocked);
    EXPECT_EQ(said[1].partner, id('p', 1));
    EXPECT_EQ(said[1].verdict, Verdict::false_positive);
    EXPECT_EQ(said[1].at, at(30));
    EXPECT_TRUE(store().reported_items(2)->empty());
}

TEST_P(StoreContractOperator, AnItemThatChangedSinceItWasSeenIsLeftAsItIs) {
    submit(1, {item(1)});
    ASSERT_TRUE(store().withdraw(withdrawal(1, {1})));
    EXPECT_EQ(change(1, ItemState::active, ItemState::expired, 1001).error(), StoreError::not_allowed);
    EXPECT_TRUE(store().restore(restoration(1, {1}))) << "undo is still possible";
    EXPECT_TRUE(change(1, ItemState::active, ItemState::disputed, 2001));
}

TEST_P(StoreContractOperator, ADisputeLeavesTheListAndComesBackAndTheAuditSaysSo) {
    submit(1, {item(1)});
    ASSERT_EQ(feed_at(at(5)).size(), 1);
    ASSERT_TRUE(change(1, ItemState::active, ItemState::disputed, 10));
    EXPECT_TRUE(active_items().empty());
    EXPECT_FALSE(feed_at(at(20)).back().added);
    EXPECT_EQ(all_events().back().kind, EventKind::item_changed);
    ASSERT_TRUE(change(1, ItemState::disputed, ItemState::active, 30));
    EXPECT_EQ(active_items().size(), 1);
    EXPECT_TRUE(feed_at(at(40)).back().added);
    const auto trail = store().audit_tail(2);
    ASSERT_EQ(trail->size(), 2);
    EXPECT_EQ((*trail)[0].action, "item.disputed");
    EXPECT_EQ((*trail)[1].action, "item.active");
}

TEST_P(StoreContractOperator, ADisputedItemThatIsWithdrawnComesBackDisputed) {
    submit(1, {item(1)});
    ASSERT_TRUE(change(1, ItemState::active, ItemState::disputed));
    ASSERT_TRUE(store().withdraw(withdrawal(1, {1})));
    ASSERT_TRUE(store().restore(restoration(1, {1})));
    EXPECT_EQ(store().item(id('i', 1)).value()->state, ItemState::disputed);
    EXPECT_EQ(store().item(id('i', 1)).value()->reason, "test");
}

TEST_P(StoreContractOperator, ACaseEndsWithoutItsKeysAsIfItsPersonHadErasedIt) {
    auto fresh = submission(1, {item(1), item(2, ItemState::quarantined)});
    fresh.receipt = receipt(1);
    fresh.receipt->owner = digest(1, 1);
    auto taken_back = withdrawal(1, {2}, at(60));
    taken_back.receipt = receipt(2, at(60));
    taken_back.receipt->owner = digest(1, 2);
    ASSERT_TRUE(store().submit(fresh));
    submit(2, {item(3)});
    ASSERT_EQ(feed_at(at(50)).size(), 2);
    ASSERT_TRUE(store().withdraw(taken_back));
    ASSERT_TRUE(end(1, 100));
    EXPECT_EQ(store().case_by_number("HF-TEST-1").error(), StoreError::not_found);
    EXPECT_EQ(store().case_by_read_key(digest(1, 1)).error(), StoreError::not_found);
    for (const std::uint64_t n : {1U, 2U}) EXPECT_FALSE(store().item(id('i', n)).value().has_value());
    EXPECT_EQ(active_items().size(), 1);
    const auto entries = feed_at(at(100));
    ASSERT_FALSE(entries.empty());
    EXPECT_TRUE(std::ranges::any_of(entries, [](const FeedEntry& entry) {
        return entry.item == id('i', 1) && !entry.added;
    })) << "partners are told";
    const auto events = all_events();
    EXPECT_EQ(events.back().kind, EventKind::case_erased);
    EXPECT_EQ(events.back().subject, id('s', 1));
    const auto trail = store().audit_tail(1);
    ASSERT_EQ(trail->size(), 1);
    EXPECT_EQ(trail->back().action, "case.erase");
    EXPECT_EQ(trail->back().actor, "operator");
    EXPECT_EQ(trail->back().subject, to_hex(id('s', 1)));
    EXPECT_EQ(end(1, 101).error(), StoreError::not_found);
    const auto again = store().submit(fresh);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->replayed) << "what was answered to its keys is gone too";
    const auto withdrawn_again = store().withdraw(taken_back);
    ASSERT_TRUE(withdrawn_again);
    EXPECT_FALSE(withdrawn_again->replayed) << "to either of them";
}

TEST_P(StoreContractOperator, ACaseIsUnopenedSinceTheDayOnWhichItWasMadeOrLastOpened) {
    submit(1, {item(1)});
    submit(2, {item(2)});
    EXPECT_EQ(unopened(first_day), Numbers{});
    EXPECT_EQ(unopened(day(1)), (Numbers{"HF-TEST-1", "HF-TEST-2"}));
    EXPECT_EQ(unopened(day(1), 1).size(), 1);
    ASSERT_TRUE(store().note_opened(id('s', 1), day(3)));
    ASSERT_TRUE(store().note_opened(id('s', 1), day(2)));
    EXPECT_EQ(store().submission(id('s', 1)).value()->opened, day(3)) << "never set back";
    EXPECT_EQ(unopened(day(3)), Numbers{"HF-TEST-2"});
    EXPECT_EQ(unopened(day(4)), (Numbers{"HF-TEST-2", "HF-TEST-1"}));
    EXPECT_EQ(store().note_opened(id('s', 9), day(2)).error(), StoreError::not_found);
}

TEST_P(StoreContractOperator, ACaseThatWasOpenedMeanwhileDoesNotEnd) {
    submit(1, {item(1)});
    ASSERT_EQ(unopened(day(1)).size(), 1);
    ASSERT_TRUE(store().note_opened(id('s', 1), day(1)));
    const std::uint64_t before = store().last_position().value();
    EXPECT_EQ(end(1, 100, day(1)).error(), StoreError::not_allowed);
    EXPECT_EQ(store().last_position(), before);
    EXPECT_EQ(active_items().size(), 1);
    EXPECT_TRUE(end(1, 100, day(2)));
    EXPECT_TRUE(active_items().empty());
}

INSTANTIATE_TEST_SUITE_P(Contract, StoreContractOperator, testing::ValuesIn(store_factories()), factory_name);

}  // namespace
}  // namespace holdfast::store
