// SPDX-License-Identifier: Apache-2.0
// The contract, as a person meets it: submitting, withdrawing, undoing, rotating keys, erasing, idempotency.
#include <algorithm>

#include "contract.hpp"

namespace holdfast::store {
namespace {

using namespace sample;

TEST_P(StoreContract, ASubmissionIsReadBackAsItWasWritten) {
    auto fresh = submission(1, {item(1), item(2, ItemState::quarantined)});
    const auto outcome = store().submit(fresh);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->position, 2);
    EXPECT_FALSE(outcome->replayed);
    for (const auto& view : {store().case_by_read_key(digest(1, 1)), store().case_by_withdraw_key(digest(1, 2))}) {
        ASSERT_TRUE(view);
        EXPECT_EQ(view->submission.id, id('s', 1));
        EXPECT_EQ(view->submission.case_number, "HF-TEST-1");
        EXPECT_EQ(view->submission.mailbox_key, bytes(1, 3));
        EXPECT_EQ(view->submission.statement, "adult-1");
        EXPECT_EQ(view->submission.country, "GB");
        EXPECT_EQ(view->submission.threat, "stranger");
        EXPECT_EQ(view->submission.created, at(0));
        ASSERT_EQ(view->items.size(), 2);
        EXPECT_EQ(view->items[0].id, id('i', 1));
        EXPECT_EQ(view->items[0].state, ItemState::active);
        EXPECT_TRUE(view->items[0].signals.empty());
        EXPECT_EQ(view->items[1].state, ItemState::quarantined);
        EXPECT_EQ(view->items[1].reason, "too_few_bits");
        EXPECT_EQ(view->messages, 0);
    }
    const auto whole = store().item(id('i', 2));
    ASSERT_TRUE(whole && *whole);
    EXPECT_EQ((*whole)->signals, item(2).item.signals);
    EXPECT_EQ((*whole)->submission, id('s', 1));
    const auto submitted = store().submission(id('s', 1));
    ASSERT_TRUE(submitted && *submitted);
    EXPECT_EQ((*submitted)->withdraw_key_hash, digest(1, 2));
}

TEST_P(StoreContract, ReadAndWithdrawKeysDoNotOpenEachOthersDoor) {
    submit(1, {item(1)});
    EXPECT_EQ(store().case_by_read_key(digest(1, 2)).error(), StoreError::not_found);
    EXPECT_EQ(store().case_by_withdraw_key(digest(1, 1)).error(), StoreError::not_found);
}

TEST_P(StoreContract, AnAbsentItemOrSubmissionIsNoError) {
    EXPECT_EQ(store().item(id('i', 9)).value(), std::nullopt);
    EXPECT_FALSE(store().submission(id('s', 9)).value().has_value());
    EXPECT_FALSE(store().sighting(id('g', 9)).value().has_value());
    EXPECT_EQ(store().mailbox(id('s', 9)).error(), StoreError::not_found);
}

TEST_P(StoreContract, ATakenCaseNumberIsAConflictThatWritesNothing) {
    submit(1, {item(1)});
    auto second = submission(2, {item(2)});
    second.submission.case_number = "HF-TEST-1";
    EXPECT_EQ(store().submit(second).error(), StoreError::conflict);
    EXPECT_FALSE(store().item(id('i', 2)).value().has_value());
    EXPECT_EQ(store().last_position(), 1);
    second.submission.case_number = "HF-TEST-2";
    EXPECT_TRUE(store().submit(second));
    expect_log_without_gaps();
}

TEST_P(StoreContract, ATakenKeyHashOrItemIdIsAConflict) {
    submit(1, {item(1)});
    auto same_read_key = submission(2, {item(2)});
    same_read_key.submission.read_key_hash = digest(1, 1);
    EXPECT_EQ(store().submit(same_read_key).error(), StoreError::conflict);
    EXPECT_EQ(store().submit(submission(3, {item(1)})).error(), StoreError::conflict);
}

TEST_P(StoreContract, AnItemOfABankThatDoesNotExistIsNotFound) {
    EXPECT_EQ(store().submit(submission(1, {item(1, ItemState::active, 77)})).error(), StoreError::not_found);
}

TEST_P(StoreContract, AProofOfWorkIsSpentOnce) {
    auto first = submission(1, {item(1)});
    first.proof = SpentProof{.challenge = digest(5, 9), .expires = at(60'000)};
    ASSERT_TRUE(store().submit(first));
    auto second = submission(2, {item(2)});
    second.proof = first.proof;
    EXPECT_EQ(store().submit(second).error(), StoreError::proof_spent);
    EXPECT_FALSE(store().item(id('i', 2)).value().has_value());
    ASSERT_TRUE(store().expire(at(60'000)));
    EXPECT_TRUE(store().submit(second)) << "an expired challenge is refused by the caller; the store forgets it";
}

TEST_P(StoreContract, AReplayAnswersWithoutWriting) {
    auto fresh = submission(1, {item(1)});
    fresh.proof = SpentProof{.challenge = digest(5, 9), .expires = at(60'000)};
    fresh.receipt = receipt(1);
    const auto first = store().submit(fresh);
    ASSERT_TRUE(first);
    EXPECT_FALSE(first->replayed);
    EXPECT_EQ(first->status, 201);
    const auto second = store().submit(fresh);
    ASSERT_TRUE(second) << explain(second.error());
    EXPECT_TRUE(second->replayed);
    EXPECT_EQ(second->status, 201);
    EXPECT_EQ(second->body, "{\"answer\":1}");
    EXPECT_EQ(store().last_position(), 1);
}

TEST_P(StoreContract, AKeyUsedWithAnotherRequestIsRefused) {
    auto fresh = submission(1, {item(1)});
    fresh.receipt = receipt(1);
    ASSERT_TRUE(store().submit(fresh));
    auto other = submission(2, {item(2)});
    other.receipt = receipt(1);
    other.receipt->request_digest = digest(99, 8);
    EXPECT_EQ(store().submit(other).error(), StoreError::key_reused);
    other.receipt->owner = digest(2, 7);
    EXPECT_TRUE(store().submit(other)) << "another owner's key space is separate";
}

TEST_P(StoreContract, AKeyIsForgottenAfterADay) {
    auto fresh = submission(1, {item(1)});
    fresh.receipt = receipt(1);
    ASSERT_TRUE(store().submit(fresh));
    auto later = submission(2, {item(2)});
    later.receipt = receipt(1, at(receipt_retention_millis));
    later.receipt->request_digest = digest(99, 8);
    const auto outcome = store().submit(later);
    ASSERT_TRUE(outcome);
    EXPECT_FALSE(outcome->replayed);
    ASSERT_TRUE(store().expire(at(receipt_retention_millis + 1)));
    later.submission.id = id('s', 3);
    EXPECT_TRUE(store().submit(later)->replayed) << "the newer receipt is still there";
}

TEST_P(StoreContract, AFailedWriteLeavesNoReceipt) {
    submit(1, {item(1)});
    auto taken = submission(2, {item(2)});
    taken.submission.case_number = "HF-TEST-1";
    taken.receipt = receipt(1);
    EXPECT_EQ(store().submit(taken).error(), StoreError::conflict);
    taken.submission.case_number = "HF-TEST-2";
    const auto retried = store().submit(taken);
    ASSERT_TRUE(retried);
    EXPECT_FALSE(retried->replayed);
}

TEST_P(StoreContract, ItemsAreAddedUpToTheCap) {
    submit(1, {item(1), item(2)});
    AddItems more{.submission = id('s', 1),
                  .opened_with = digest(1, 1),
                  .items = {item(3)},
                  .max_items = 3,
                  .proof = {},
                  .receipt = {},
                  .at = at(5)};
    ASSERT_TRUE(store().add_items(more));
    more.items = {item(4)};
    EXPECT_EQ(store().add_items(more).error(), StoreError::too_many);
    ASSERT_TRUE(store().withdraw(withdrawal(1, {1})));
    EXPECT_TRUE(store().add_items(more)) << "a withdrawn item does not count";
    more.submission = id('s', 2);
    more.opened_with = digest(2, 1);
    EXPECT_EQ(store().add_items(more).error(), StoreError::not_found);
}

TEST_P(StoreContract, WithdrawnItemsLoseTheirCodesAndStopMatching) {
    submit(1, {item(1), item(2)});
    const auto outcome = store().withdraw(withdrawal(1, {1}));
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->position, 3);
    const auto gone = store().item(id('i', 1));
    ASSERT_TRUE(gone && *gone);
    EXPECT_EQ((*gone)->state, ItemState::withdrawn);
    EXPECT_TRUE((*gone)->signals.empty());
    EXPECT_EQ((*gone)->changed, at(1000));
    ASSERT_EQ(active_items().size(), 1);
    EXPECT_EQ(active_items()[0].id, id('i', 2));
    EXPECT_EQ(all_events().back().kind, EventKind::item_changed);
    EXPECT_EQ(all_events().back().subject, id('i', 1));
    const auto messages = store().mailbox(id('s', 1));
    ASSERT_TRUE(messages);
    ASSERT_EQ(messages->size(), 1);
    EXPECT_EQ(messages->front().kind, "withdrawn_copy");
    EXPECT_EQ(messages->front().item, id('i', 1));
    EXPECT_EQ(messages->front().sealed, message(1'000'001).sealed);
    EXPECT_EQ(messages->front().expires, at(1000 + undo_retention_millis));
}

TEST_P(StoreContract, WithdrawingTwiceLeavesTheFirstCopy) {
    submit(1, {item(1)});
    ASSERT_TRUE(store().withdraw(withdrawal(1, {1})));
    const auto again = store().withdraw(withdrawal(1, {1}, at(9000)));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->position, 0);
    EXPECT_EQ(store().item(id('i', 1)).value()->changed, at(1000));
    EXPECT_EQ(store().mailbox(id('s', 1))->size(), 1);
}

TEST_P(StoreContract, OneCannotWithdrawFromAnotherCaseAndThenNothingIsWithdrawn) {
    submit(1, {item(1)});
    submit(2, {item(2)});
    auto mixed = withdrawal(1, {1, 2});
    EXPECT_EQ(store().withdraw(mixed).error(), StoreError::not_found);
    EXPECT_EQ(active_items().size(), 2);
    EXPECT_EQ(store().mailbox(id('s', 1))->size(), 0);
}

TEST_P(StoreContract, TheSamePictureOfTwoPeopleStaysWhenOneWithdraws) {
    auto mine = item(1);
    auto theirs = item(2);
    theirs.item.signals = mine.item.signals;
    submit(1, {mine});
    submit(2, {theirs});
    ASSERT_TRUE(store().withdraw(withdrawal(1, {1})));
    ASSERT_EQ(active_items().size(), 1);
    EXPECT_EQ(active_items()[0].signals, mine.item.signals);
}

TEST_P(StoreContract, UndoBringsTheCodesBack) {
    submit(1, {item(1)});
    ASSERT_TRUE(store().withdraw(withdrawal(1, {1})));
    ASSERT_TRUE(store().restore(restoration(1, {1})));
    const auto back = store().item(id('i', 1));
    ASSERT_TRUE(back && *back);
    EXPECT_EQ((*back)->state, ItemState::active);
    EXPECT_EQ((*back)->signals, item(1).item.signals);
    EXPECT_EQ(store().mailbox(id('s', 1))->size(), 0) << "the copy has done its work";
    EXPECT_EQ(all_events().back().kind, EventKind::item_changed);
    EXPECT_EQ(store().restore(restoration(1, {1})).error(), StoreError::not_allowed);
}

TEST_P(StoreContract, UndoReleasesNothingFromQuarantine) {
    submit(1, {item(1, ItemState::quarantined)});
    ASSERT_TRUE(store().withdraw(withdrawal(1, {1})));
    ASSERT_TRUE(store().restore(restoration(1, {1})));
    const auto back = store().item(id('i', 1));
    EXPECT_EQ((*back)->state, ItemState::quarantined);
    EXPECT_EQ((*back)->reason, "too_few_bits");
    EXPECT_TRUE(active_items().empty());
}

TEST_P(StoreContract, UndoWithOtherCodesIsRefused) {
    submit(1, {item(1)});
    ASSERT_TRUE(store().withdraw(withdrawal(1, {1})));
    auto forged = restoration(1, {1});
    forged.items[0].commitment = digest(2, 5);
    EXPECT_EQ(store().restore(forged).error(), StoreError::commitment_differs);
    EXPECT_TRUE(active_items().empty());
}

TEST_P(StoreContract, UndoEndsAfterThirtyDays) {
    submit(1, {item(1), item(2)});
    ASSERT_TRUE(store().withdraw(withdrawal(1, {1, 2})));
    EXPECT_TRUE(store().restore(restoration(1, {1}, at(1000 + undo_retention_millis - 1))));
    EXPECT_EQ(store().restore(restoration(1, {2}, at(1000 + undo_retention_millis))).error(), StoreError::not_allowed);
}

TEST_P(StoreContract, ExpiryEndsUndoWhateverTheClockSaysLater) {
    submit(1, {item(1)});
    ASSERT_TRUE(store().withdraw(withdrawal(1, {1})));
    ASSERT_TRUE(store().expire(at(1000 + undo_retention_millis - 1)));
    EXPECT_EQ(store().mailbox(id('s', 1))->size(), 1);
    ASSERT_TRUE(store().expire(at(1000 + undo_retention_millis)));
    EXPECT_EQ(store().mailbox(id('s', 1))->size(), 0);
    EXPECT_EQ(store().restore(restoration(1, {1})).error(), StoreError::not_allowed);
}

TEST_P(StoreContract, UndoReachesNoOtherCase) {
    submit(1, {item(1)});
    submit(2, {item(2)});
    ASSERT_TRUE(store().withdraw(withdrawal(1, {1})));
    auto foreign = restoration(2, {1});
    EXPECT_EQ(store().restore(foreign).error(), StoreError::not_found);
}

TEST_P(StoreContract, RotatedKeysReplaceTheOldOnes) {
    submit(1, {item(1)});
    ASSERT_TRUE(store().withdraw(withdrawal(1, {1})));
    KeyRotation rotation{.submission = id('s', 1),
                         .opened_with = digest(1, 2),
                         .read_key_hash = digest(11, 1),
                         .withdraw_key_hash = digest(11, 2),
                         .mailbox_key = bytes(11, 3),
                         .resealed = {},
                         .receipt = {},
                         .at = at(3000)};
    EXPECT_EQ(store().rotate_keys(rotation).error(), StoreError::not_allowed) << "a message is not named";
    EXPECT_TRUE(store().case_by_read_key(digest(1, 1))) << "nothing changed";
    Message resealed = message(1'000'001);
    resealed.sealed = {std::byte{1}, std::byte{2}};
    rotation.resealed = {resealed};
    ASSERT_TRUE(store().rotate_keys(rotation));
    EXPECT_EQ(store().case_by_read_key(digest(1, 1)).error(), StoreError::not_found);
    EXPECT_EQ(store().case_by_withdraw_key(digest(1, 2)).error(), StoreError::not_found);
    ASSERT_TRUE(store().case_by_read_key(digest(11, 1)));
    const auto messages = store().mailbox(id('s', 1));
    ASSERT_EQ(messages->size(), 1);
    EXPECT_EQ(messages->front().sealed, resealed.sealed);
    EXPECT_EQ(messages->front().kind, "withdrawn_copy");
    EXPECT_EQ(messages->front().item, id('i', 1));
}

TEST_P(StoreContract, WhatWasAnsweredToKeysThatWereReplacedGoesWithThem) {
    auto fresh = submission(1, {item(1)});
    fresh.receipt = receipt(1);
    fresh.receipt->owner = digest(1, 1);
    ASSERT_TRUE(store().submit(fresh));
    auto withdrawn = withdrawal(1, {1});
    withdrawn.receipt = receipt(2);
    withdrawn.receipt->owner = digest(1, 2);
    ASSERT_TRUE(store().withdraw(withdrawn));
    submit(2, {item(2)});
    auto others = withdrawal(2, {2});
    others.receipt = receipt(3);
    others.receipt->owner = digest(2, 2);
    ASSERT_TRUE(store().withdraw(others));

    KeyRotation rotation{.submission = id('s', 1),
                         .opened_with = digest(1, 2),
                         .read_key_hash = digest(11, 1),
                         .withdraw_key_hash = digest(11, 2),
                         .mailbox_key = bytes(11, 3),
                         .resealed = {message(1'000'001)},
                         .receipt = receipt(4),
                         .at = at(3000)};
    rotation.receipt->owner = digest(1, 2);
    ASSERT_TRUE(store().rotate_keys(rotation));
    EXPECT_TRUE(store().rotate_keys(rotation)->replayed) << "sent again, it is answered as it was";
    EXPECT_TRUE(store().withdraw(others)->replayed) << "another case's stay";
    EXPECT_EQ(store().withdraw(withdrawn).error(), StoreError::key_replaced);
    ASSERT_TRUE(store().erase_case(
        {.submission = id('s', 1), .opened_with = digest(11, 2), .feed = {}, .receipt = {}, .at = at(3001)}));
    const auto again = store().submit(fresh);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->replayed) << "nothing is left that knows the case";
}

TEST_P(StoreContract, KeysOfAnotherCaseCannotBeTaken) {
    submit(1, {item(1)});
    submit(2, {item(2)});
    const KeyRotation rotation{.submission = id('s', 1),
                               .opened_with = digest(1, 2),
                               .read_key_hash = digest(2, 1),
                               .withdraw_key_hash = digest(11, 2),
                               .mailbox_key = bytes(11, 3),
                               .resealed = {},
                               .receipt = {},
                               .at = at(3000)};
    EXPECT_EQ(store().rotate_keys(rotation).error(), StoreError::conflict);
}

TEST_P(StoreContract, AKeyThatWasReplacedAfterTheCaseWasOpenedChangesNothing) {
    submit(1, {item(1), item(2)});
    ASSERT_TRUE(store().withdraw(withdrawal(1, {1})));
    const KeyRotation rotation{.submission = id('s', 1),
                               .opened_with = digest(1, 2),
                               .read_key_hash = digest(11, 1),
                               .withdraw_key_hash = digest(11, 2),
                               .mailbox_key = bytes(11, 3),
                               .resealed = {message(1'000'001)},
                               .receipt = {},
                               .at = at(3000)};
    ASSERT_TRUE(store().rotate_keys(rotation));
    const auto end = store().last_position();
    // Each as a tab would send it that read the case just before.
    EXPECT_EQ(store().withdraw(withdrawal(1, {2})).error(), StoreError::key_replaced);
    EXPECT_EQ(store().restore(restoration(1, {1})).error(), StoreError::key_replaced);
    KeyRotation other = rotation;
    other.read_key_hash = digest(12, 1);
    other.withdraw_key_hash = digest(12, 2);
    EXPECT_EQ(store().rotate_keys(other).error(), StoreError::key_replaced);
    const AddItems more{.submission = id('s', 1),
                        .opened_with = digest(1, 1),
                        .items = {item(3)},
                        .max_items = 9,
                        .proof = {},
                        .receipt = {},
                        .at = at(3001)};
    EXPECT_EQ(store().add_items(more).error(), StoreError::key_replaced);
    EXPECT_EQ(store().delete_message(id('s', 1), digest(1, 1), id('m', 1'000'001)).error(), StoreError::key_replaced);
    EXPECT_EQ(
        store()
            .erase_case(
                {.submission = id('s', 1), .opened_with = digest(1, 2), .feed = {}, .receipt = {}, .at = at(3001)})
            .error(),
        StoreError::key_replaced);
    EXPECT_EQ(store().last_position(), end);
    const auto view = store().case_by_read_key(digest(11, 1));
    ASSERT_TRUE(view);
    EXPECT_EQ(view->items.size(), 2);
    EXPECT_EQ(view->items.back().state, ItemState::active);
    EXPECT_EQ(view->messages, 1);
    auto renewed = withdrawal(1, {2});
    renewed.opened_with = digest(11, 2);
    EXPECT_TRUE(store().withdraw(renewed));
}

TEST_P(StoreContract, AMessageIsDeletedByItsOwnCaseAlone) {
    submit(1, {item(1)});
    submit(2, {item(2)});
    ASSERT_TRUE(store().withdraw(withdrawal(1, {1})));
    EXPECT_EQ(store().delete_message(id('s', 2), digest(2, 1), id('m', 1'000'001)).error(), StoreError::not_found);
    EXPECT_TRUE(store().delete_message(id('s', 1), digest(1, 1), id('m', 1'000'001)));
    EXPECT_EQ(store().delete_message(id('s', 1), digest(1, 1), id('m', 1'000'001)).error(), StoreError::not_found);
}

TEST_P(StoreContract, AnErasedCaseIsGoneAndFollowersHearOfEachItem) {
    submit(1, {item(1), item(2)});
    submit(2, {item(3)});
    ASSERT_TRUE(store().withdraw(withdrawal(1, {2})));
    CaseErasure erasure{.submission = id('s', 1),
                        .opened_with = digest(1, 2),
                        .feed = {{id('i', 1), feed_time(4000)}},
                        .receipt = receipt(1),
                        .at = at(4000)};
    const auto outcome = store().erase_case(erasure);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(store().case_by_read_key(digest(1, 1)).error(), StoreError::not_found);
    EXPECT_FALSE(store().item(id('i', 1)).value().has_value());
    EXPECT_FALSE(store().item(id('i', 2)).value().has_value());
    EXPECT_EQ(active_items().size(), 1);
    const auto events = all_events();
    ASSERT_GE(events.size(), 3);
    EXPECT_EQ(events.back().kind, EventKind::case_erased);
    EXPECT_EQ(events.back().subject, id('s', 1));
    EXPECT_EQ(events.back().position, outcome->position);
    for (const std::uint64_t n : {1U, 2U}) {
        EXPECT_TRUE(std::ranges::any_of(events, [&](const Event& event) {
            return event.kind == EventKind::item_changed && event.subject == id('i', n) && event.at == at(4000);
        }));
    }
    EXPECT_TRUE(store().erase_case(erasure)->replayed) << "a repeated erasure is answered, though the case is gone";
    erasure.receipt.reset();
    EXPECT_EQ(store().erase_case(erasure).error(), StoreError::not_found);
}

}  // namespace
}  // namespace holdfast::store
