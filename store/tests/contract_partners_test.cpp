// SPDX-License-Identifier: Apache-2.0
// The contract, as partners and the matcher meet it: sightings, feedback, matches and alerts, partners, banks.
#include <algorithm>

#include "contract.hpp"

namespace holdfast::store {
namespace {

using namespace sample;

class StoreContractPartners : public StoreContract {
  protected:
    void SetUp() override {
        StoreContract::SetUp();
        ASSERT_TRUE(store().add_partner(partner(1)));
        ASSERT_TRUE(store().add_partner(partner(2)));
    }
};

TEST_P(StoreContractPartners, APartnerIsReadBackAsItWasWritten) {
    auto odd = partner(3);
    odd.scopes = 9;
    odd.listed = false;
    odd.requests_per_second = 250;
    ASSERT_TRUE(store().add_partner(odd));
    const auto partners = store().partners();
    ASSERT_TRUE(partners);
    ASSERT_EQ(partners->size(), 3);
    const Partner& read = partners->back();
    EXPECT_EQ(read.id, odd.id);
    EXPECT_EQ(read.name, odd.name);
    EXPECT_EQ(read.key_digest, odd.key_digest);
    EXPECT_EQ(read.scopes, 9);
    EXPECT_FALSE(read.listed);
    EXPECT_EQ(read.requests_per_second, 250);
    EXPECT_EQ(read.created, at(0));
    EXPECT_EQ(read.revoked, std::nullopt);
    EXPECT_EQ(all_events().back().kind, EventKind::partner_changed);
    EXPECT_EQ(all_events().back().subject, odd.id);
}

TEST_P(StoreContractPartners, NamesAndKeysAreTakenOnceAndANameIsFreeAfterRevocation) {
    auto same_name = partner(3);
    same_name.name = partner(1).name;
    EXPECT_EQ(store().add_partner(same_name).error(), StoreError::conflict);
    auto same_key = partner(3);
    same_key.key_digest = partner(1).key_digest;
    EXPECT_EQ(store().add_partner(same_key).error(), StoreError::conflict);
    ASSERT_TRUE(store().revoke_partner(id('p', 1), at(10)));
    EXPECT_TRUE(store().add_partner(same_name));
}

TEST_P(StoreContractPartners, RevocationIsKeptWithItsFirstTime) {
    ASSERT_TRUE(store().revoke_partner(id('p', 1), at(10)));
    const auto events = all_events().size();
    ASSERT_TRUE(store().revoke_partner(id('p', 1), at(20)));
    EXPECT_EQ(store().partners()->front().revoked, at(10));
    EXPECT_EQ(all_events().size(), events);
    EXPECT_EQ(store().revoke_partner(id('p', 9), at(20)).error(), StoreError::not_found);
}

TEST_P(StoreContractPartners, ASightingIsReadBackAsItWasWritten) {
    const auto outcome = store().report_sighting(sighting(1));
    ASSERT_TRUE(outcome);
    const auto read = store().sighting(id('g', 1));
    ASSERT_TRUE(read && *read);
    EXPECT_EQ((*read)->partner, id('p', 1));
    EXPECT_EQ((*read)->signals, sighting(1).sighting.signals);
    EXPECT_EQ((*read)->content_id, "content-1");
    EXPECT_EQ((*read)->url, "https://example.org/1");
    EXPECT_TRUE((*read)->release_url);
    EXPECT_EQ((*read)->action, "blocked");
    EXPECT_EQ((*read)->at, at(500));
    EXPECT_EQ(all_events().back().kind, EventKind::sighting_added);
    EXPECT_EQ(all_events().back().subject, id('g', 1));
    EXPECT_EQ(all_events().back().position, outcome->position);
    EXPECT_EQ(store().report_sighting(sighting(2, 77)).error(), StoreError::not_found) << "no such partner";
}

TEST_P(StoreContractPartners, ARepeatedSightingIsAnsweredOnce) {
    auto fresh = sighting(1);
    fresh.receipt = receipt(1);
    ASSERT_TRUE(store().report_sighting(fresh));
    fresh.sighting.id = id('g', 2);
    const auto again = store().report_sighting(fresh);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->replayed);
    EXPECT_FALSE(store().sighting(id('g', 2)).value().has_value());
}

TEST_P(StoreContractPartners, TheLatestVerdictOfEachPartnerCounts) {
    submit(1, {item(1)});
    const auto say = [&](std::uint64_t who, Verdict verdict, std::int64_t when) {
        return store().give_feedback(
            {.feedback = {.partner = id('p', who), .item = id('i', 1), .verdict = verdict, .at = at(when)},
             .receipt = {}});
    };
    ASSERT_TRUE(say(1, Verdict::blocked, 10));
    ASSERT_TRUE(say(2, Verdict::not_blocked, 11));
    ASSERT_TRUE(say(1, Verdict::false_positive, 12));
    const auto view = store().case_by_read_key(digest(1, 1));
    ASSERT_EQ(view->feedback.size(), 2);
    for (const Feedback& feedback : view->feedback) {
        EXPECT_EQ(feedback.item, id('i', 1));
        EXPECT_EQ(feedback.verdict, feedback.partner == id('p', 1) ? Verdict::false_positive : Verdict::not_blocked);
    }
    EXPECT_EQ(
        store()
            .give_feedback(
                {.feedback = {.partner = id('p', 1), .item = id('i', 9), .verdict = Verdict::blocked, .at = at(13)},
                 .receipt = {}})
            .error(),
        StoreError::not_found);
    EXPECT_EQ(say(9, Verdict::blocked, 13).error(), StoreError::not_found);
}

class StoreContractMatches : public StoreContractPartners {
  protected:
    void SetUp() override {
        StoreContractPartners::SetUp();
        submit(1, {item(1), item(2)});
        submit(2, {item(3)});
        ASSERT_TRUE(store().report_sighting(sighting(1)));
        ASSERT_TRUE(store().report_sighting(sighting(2)));
    }
    static Match match(std::uint64_t item_number, std::uint64_t sighting_number) {
        return {.item = id('i', item_number), .sighting = id('g', sighting_number), .distance = 4, .at = at(600)};
    }
    [[nodiscard]] std::size_t mailbox_size(std::uint64_t s) { return store().mailbox(id('s', s))->size(); }
};

TEST_P(StoreContractMatches, AMatchAlertsItsOwnCaseOnce) {
    const MatchBatch batch{
        .followed_to = 5, .matches = {match(1, 1), match(3, 1)}, .alerts = {alert(1, 1), alert(2, 2)}};
    EXPECT_EQ(store().record_matches(batch), 2);
    EXPECT_EQ(store().matched_position(), 5);
    ASSERT_EQ(mailbox_size(1), 1);
    EXPECT_EQ(store().mailbox(id('s', 1))->front().id, id('m', 1));
    EXPECT_EQ(mailbox_size(2), 1);
    const MatchBatch again{.followed_to = 6, .matches = {match(1, 1)}, .alerts = {alert(3, 1)}};
    EXPECT_EQ(store().record_matches(again), 0) << "a pair is told once";
    EXPECT_EQ(mailbox_size(1), 1);
    EXPECT_EQ(store().matched_position(), 6);
    EXPECT_EQ(store().case_by_read_key(digest(1, 1))->messages, 1);
}

TEST_P(StoreContractMatches, TheMarkNeverGoesBack) {
    ASSERT_TRUE(store().record_matches({.followed_to = 5, .matches = {}, .alerts = {}}));
    ASSERT_TRUE(store().record_matches({.followed_to = 3, .matches = {}, .alerts = {}}));
    EXPECT_EQ(store().matched_position(), 5);
}

TEST_P(StoreContractMatches, WhatWasWithdrawnMeanwhileAlertsNobody) {
    ASSERT_TRUE(store().withdraw(withdrawal(2, {3})));
    const auto before = mailbox_size(2);
    EXPECT_EQ(store().record_matches({.followed_to = 9, .matches = {match(3, 1)}, .alerts = {alert(1, 2)}}), 0);
    EXPECT_EQ(mailbox_size(2), before);
}

TEST_P(StoreContractMatches, AnItemOrSightingThatIsGoneIsSkipped) {
    ASSERT_TRUE(store().erase_case(
        {.submission = id('s', 2), .opened_with = digest(2, 2), .feed = {}, .receipt = {}, .at = at(700)}));
    EXPECT_EQ(store().record_matches({.followed_to = 9,
                                      .matches = {match(3, 1), match(1, 99), match(1, 2)},
                                      .alerts = {alert(1, 2), alert(2, 1), alert(3, 1)}}),
              1);
    EXPECT_EQ(mailbox_size(1), 1);
}

TEST_P(StoreContractMatches, AnAlertSealedToAnOldKeyIsRefusedAndNothingIsWritten) {
    ASSERT_TRUE(store().rotate_keys({.submission = id('s', 1),
                                     .opened_with = digest(1, 2),
                                     .read_key_hash = digest(11, 1),
                                     .withdraw_key_hash = digest(11, 2),
                                     .mailbox_key = bytes(11, 3),
                                     .resealed = {},
                                     .receipt = {},
                                     .at = at(650)}));
    MatchBatch batch{.followed_to = 9, .matches = {match(3, 1), match(1, 1)}, .alerts = {alert(1, 2), alert(2, 1)}};
    EXPECT_EQ(store().record_matches(batch).error(), StoreError::conflict);
    EXPECT_EQ(mailbox_size(2), 0);
    EXPECT_EQ(store().matched_position(), 0);
    batch.alerts[1].mailbox_key = bytes(11, 3);
    EXPECT_EQ(store().record_matches(batch), 2);
}

TEST_P(StoreContractMatches, AFullMailboxKeepsTheMatchAndDropsTheAlert) {
    MatchBatch batch;
    for (std::uint64_t n = 0; n < max_mailbox_messages + 1; ++n) {
        ASSERT_TRUE(store().report_sighting(sighting(100 + n)));
        batch.matches.push_back(match(1, 100 + n));
        batch.alerts.push_back(alert(n, 1));
    }
    EXPECT_EQ(store().record_matches(batch), max_mailbox_messages + 1);
    EXPECT_EQ(mailbox_size(1), max_mailbox_messages);
}

TEST_P(StoreContractMatches, AnImportedItemMatchesWithoutAnAlert) {
    ASSERT_TRUE(store().import_items(std::vector{item(50)}));
    EXPECT_EQ(store().record_matches({.followed_to = 9, .matches = {match(50, 1)}, .alerts = {Alert{}}}), 1);
}

TEST_P(StoreContractMatches, OldSightingsLeaveWithTheirMatches) {
    ASSERT_TRUE(store().report_sighting(sighting(3, 1, at(900))));
    ASSERT_TRUE(store().record_matches({.followed_to = 5, .matches = {match(1, 1)}, .alerts = {alert(1, 1)}}));
    ASSERT_TRUE(store().expire(at(500 + sighting_retention_millis)));
    EXPECT_FALSE(store().sighting(id('g', 1)).value().has_value());
    EXPECT_FALSE(store().sighting(id('g', 2)).value().has_value());
    EXPECT_TRUE(store().sighting(id('g', 3)).value().has_value());
    const auto events = all_events();
    EXPECT_EQ(std::ranges::count(events, EventKind::sighting_gone, &Event::kind), 2);
    EXPECT_EQ(mailbox_size(1), 1) << "the alert stays with the person";
    expect_log_without_gaps();
}

TEST_P(StoreContractMatches, ASnapshotHoldsWhatCanMatchAndThePositionThatItStandsAt) {
    ASSERT_TRUE(store().change_state({.item = id('i', 2),
                                      .state = ItemState::disputed,
                                      .reason = "claimed_by_another",
                                      .feed = feed_time(1),
                                      .actor = "operator",
                                      .at = at(700)}));
    std::vector<Item> items;
    std::vector<Sighting> sightings;
    const auto position = store().snapshot([&](const Item& one) { items.push_back(one); },
                                           [&](const Sighting& one) { sightings.push_back(one); });
    EXPECT_EQ(position, store().last_position());
    ASSERT_EQ(items.size(), 2);
    EXPECT_EQ(items[0].id, id('i', 1));
    EXPECT_EQ(items[0].submission, id('s', 1));
    EXPECT_EQ(items[0].bank, 1);
    EXPECT_EQ(items[0].signals, item(1).item.signals);
    EXPECT_EQ(items[1].id, id('i', 3));
    ASSERT_EQ(sightings.size(), 2);
    EXPECT_EQ(sightings[0].id, id('g', 1));
    EXPECT_EQ(sightings[0].partner, id('p', 1));
    EXPECT_EQ(sightings[0].signals, sighting(1).sighting.signals);
}

TEST_P(StoreContract, TheBankOfThePageIsThere) {
    const auto banks = store().banks();
    ASSERT_TRUE(banks);
    ASSERT_EQ(banks->size(), 1);
    EXPECT_EQ(banks->front().name, submissions_bank);
    EXPECT_TRUE(banks->front().enabled);
}

TEST_P(StoreContract, BanksHaveOneNameEachAndCountWhatIsActive) {
    const auto bank = store().create_bank("helpline-2026", "From the helpline", at(0));
    ASSERT_TRUE(bank);
    EXPECT_EQ(store().create_bank("helpline-2026", "Again", at(0)).error(), StoreError::conflict);
    for (const char* bad : {"", "UPPER", "with space", "ä"}) {
        EXPECT_EQ(store().create_bank(bad, "Bad", at(0)).error(), StoreError::not_allowed) << bad;
    }
    EXPECT_EQ(store().create_bank(std::string(65, 'a'), "Long", at(0)).error(), StoreError::not_allowed);
    const auto imported = store().import_items(
        std::vector{item(1, ItemState::active, bank->id), item(2, ItemState::quarantined, bank->id)});
    ASSERT_TRUE(imported);
    EXPECT_EQ(imported->added, 2);
    EXPECT_EQ(imported->position, store().last_position());
    EXPECT_EQ(store().banks()->back().active_items, 1);
    EXPECT_EQ(store().banks()->front().active_items, 0);
    const auto events = all_events();
    ASSERT_EQ(events.front().kind, EventKind::bank_changed);
    EXPECT_EQ(std::to_integer<std::uint32_t>(events.front().subject.bytes[0]), bank->id);
}

TEST_P(StoreContract, ASwitchedBankIsToldInTheLogTheAuditAndTheFeed) {
    const auto bank = store().create_bank("list", "A list", at(0));
    ASSERT_TRUE(bank);
    ASSERT_TRUE(store().import_items(
        std::vector{item(1, ItemState::active, bank->id), item(2, ItemState::quarantined, bank->id)}));
    submit(1, {item(7)});
    EXPECT_EQ(feed_at(at(100)).size(), 2) << "seen by partners";
    ASSERT_TRUE(store().import_items(std::vector{item(3, ItemState::active, bank->id)}));
    const auto turn = [&](bool enabled, UnixMillis when) {
        return store().switch_bank({.bank = bank->id, .enabled = enabled, .actor = "operator", .at = when});
    };
    ASSERT_TRUE(turn(false, at(200)));
    EXPECT_FALSE(store().banks()->back().enabled);
    EXPECT_EQ(all_events().back().kind, EventKind::bank_changed);
    EXPECT_EQ(all_events().back().at, at(200));
    const auto end = store().last_position();
    ASSERT_TRUE(turn(false, at(201)));
    EXPECT_EQ(store().last_position(), end) << "it was off already";

    auto feed = feed_at(at(300));
    ASSERT_EQ(feed.size(), 2) << "the addition that is contradicted and the one that waited are left out";
    EXPECT_EQ(feed[0].item, id('i', 7));
    EXPECT_EQ(feed[1].item, id('i', 1));
    EXPECT_FALSE(feed[1].added);
    EXPECT_EQ(active_items().size(), 3) << "kept, so that switching it on needs no reading";

    // What comes in meanwhile is not listed.
    ASSERT_TRUE(store().import_items(std::vector{item(4, ItemState::active, bank->id)}));
    EXPECT_EQ(feed_at(at(400)).size(), 2);
    ASSERT_TRUE(turn(true, at(500)));
    std::set<Id128> listed;
    for (const FeedEntry& entry : feed_at(at(600), {.visible = feed[1].visible, .tie = feed[1].tie})) {
        EXPECT_TRUE(entry.added);
        EXPECT_EQ(entry.signals.size(), 2);
        listed.insert(entry.item);
    }
    EXPECT_EQ(listed, (std::set{id('i', 1), id('i', 3), id('i', 4)}));

    EXPECT_EQ(store().switch_bank({.bank = 1, .enabled = false, .actor = "operator", .at = at(1)}).error(),
              StoreError::not_allowed);
    EXPECT_EQ(store().switch_bank({.bank = 99, .enabled = false, .actor = "operator", .at = at(1)}).error(),
              StoreError::not_found);
    const auto trail = store().audit_tail(10);
    ASSERT_EQ(trail->size(), 2);
    EXPECT_EQ(trail->front().action, "bank.disable");
    EXPECT_EQ(trail->back().action, "bank.enable");
    EXPECT_EQ(trail->back().subject, "list");
    EXPECT_EQ(trail->back().actor, "operator");
}

TEST_P(StoreContract, ALargeBankIsSwitchedWhole) {
    const auto bank = store().create_bank("large", "Large", at(0));
    ASSERT_TRUE(bank);
    constexpr std::uint64_t count = 5000;
    std::vector<NewItem> items;
    for (std::uint64_t n = 0; n < count; ++n) {
        items.push_back(item(n, ItemState::active, bank->id));
        items.back().feed = feed_time(0, n);
    }
    ASSERT_TRUE(store().import_items(items));
    const auto whole = [&](FeedCursor& cursor, UnixMillis now) {
        std::uint64_t added = 0;
        std::uint64_t removed = 0;
        while (true) {
            const auto page = feed_at(now, cursor);
            if (page.empty()) return std::pair(added, removed);
            for (const FeedEntry& entry : page) ++(entry.added ? added : removed);
            cursor = {.visible = page.back().visible, .tie = page.back().tie};
        }
    };
    FeedCursor cursor;
    EXPECT_EQ(whole(cursor, at(10)), std::pair(count, std::uint64_t{0}));
    for (const bool enabled : {false, true}) {
        const auto when = at(enabled ? 200 : 100);
        ASSERT_TRUE(store().switch_bank({.bank = bank->id, .enabled = enabled, .actor = "operator", .at = when}));
        const auto expected = enabled ? std::pair(count, std::uint64_t{0}) : std::pair(std::uint64_t{0}, count);
        EXPECT_EQ(whole(cursor, when), expected);
    }
}

TEST_P(StoreContract, AnImportIsAllOrNothing) {
    submit(1, {item(2)});
    EXPECT_EQ(store().import_items(std::vector{item(1), item(2)}).error(), StoreError::conflict);
    EXPECT_FALSE(store().item(id('i', 1)).value().has_value());
    EXPECT_EQ(store().last_position(), 1);
}

TEST_P(StoreContract, EachItemGoesThroughTheBankAndStatesAskedFor) {
    const auto bank = store().create_bank("other", "Other", at(0));
    ASSERT_TRUE(bank);
    submit(1, {item(1), item(2, ItemState::quarantined), item(3)});
    ASSERT_TRUE(store().import_items(std::vector{item(4, ItemState::active, bank->id)}));
    ASSERT_TRUE(store().withdraw(withdrawal(1, {3})));
    const auto walk = [&](std::uint32_t in_bank, const std::vector<ItemState>& states) {
        std::vector<Id128> ids;
        EXPECT_TRUE(store().each_item(in_bank, states, [&](const Item& one) {
            EXPECT_EQ(one.signals.empty(), one.state == ItemState::withdrawn);
            ids.push_back(one.id);
        }));
        return ids;
    };
    EXPECT_EQ(walk(0, {}), (std::vector{id('i', 1), id('i', 2), id('i', 3), id('i', 4)}));
    EXPECT_EQ(walk(1, {ItemState::active}), (std::vector{id('i', 1)}));
    EXPECT_EQ(walk(0, {ItemState::quarantined, ItemState::withdrawn}), (std::vector{id('i', 2), id('i', 3)}));
    EXPECT_EQ(walk(bank->id, {}), (std::vector{id('i', 4)}));
}

TEST_P(StoreContract, AnOperatorMovesItemsButNeverBringsCodesBack) {
    submit(1, {item(1, ItemState::quarantined), item(2)});
    const auto change = [&](std::uint64_t n, ItemState state, std::string reason = {}) {
        return store().change_state({.item = id('i', n),
                                     .state = state,
                                     .reason = std::move(reason),
                                     .feed = feed_time(1),
                                     .actor = "operator",
                                     .at = at(800)});
    };
    ASSERT_TRUE(change(1, ItemState::active));
    EXPECT_EQ(active_items().size(), 2);
    EXPECT_EQ(all_events().back().kind, EventKind::item_changed);
    ASSERT_TRUE(change(1, ItemState::disputed, "claimed_by_another"));
    EXPECT_EQ(store().item(id('i', 1)).value()->reason, "claimed_by_another");
    EXPECT_EQ(store().item(id('i', 1)).value()->signals.size(), 2) << "a dispute keeps the codes";
    EXPECT_EQ(change(2, ItemState::withdrawn).error(), StoreError::not_allowed) << "withdrawing is the person's alone";
    ASSERT_TRUE(change(1, ItemState::expired, "operator"));
    EXPECT_TRUE(store().item(id('i', 1)).value()->signals.empty());
    EXPECT_EQ(change(1, ItemState::active).error(), StoreError::not_allowed);
    ASSERT_TRUE(store().withdraw(withdrawal(1, {2})));
    EXPECT_EQ(change(2, ItemState::active).error(), StoreError::not_allowed);
    ASSERT_TRUE(change(2, ItemState::expired));
    EXPECT_EQ(store().restore(restoration(1, {2})).error(), StoreError::not_allowed);
    EXPECT_EQ(change(9, ItemState::active).error(), StoreError::not_found);
    const auto trail = store().audit_tail(10);
    ASSERT_EQ(trail->size(), 4);
    EXPECT_EQ(trail->back().actor, "operator");
    EXPECT_EQ(trail->back().subject, to_hex(id('i', 2)));
}

INSTANTIATE_TEST_SUITE_P(Contract, StoreContractPartners, testing::ValuesIn(store_factories()), factory_name);
INSTANTIATE_TEST_SUITE_P(Contract, StoreContractMatches, testing::ValuesIn(store_factories()), factory_name);

}  // namespace
}  // namespace holdfast::store
