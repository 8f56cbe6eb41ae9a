// SPDX-License-Identifier: Apache-2.0
// Taking items back, undoing that, and erasing a whole case.
#include <algorithm>

#include "case_rows.hpp"
#include "code_slots.hpp"
#include "item_rows.hpp"
#include "receipts.hpp"
#include "sqlite_store.hpp"

namespace holdfast::store::sqlite {
namespace {

ItemRow need_item(Connection& connection, const Id128& id, std::int64_t submission) {
    auto item = find_item(connection, id);
    if (!item || item->submission != submission) throw Failure{StoreError::not_found};
    return *std::move(item);
}

/// Removes the case in row `n` with all that hangs on it. Returns the position of the last event.
std::uint64_t erase(Connection& connection, std::int64_t n, const Id128& submission,
                    const std::vector<std::pair<Id128, FeedTime>>& feed_times, UnixMillis at) {
    std::vector<Id128> ids;
    {
        Statement rows = connection.prepare("SELECT id FROM item WHERE submission = ?1 ORDER BY n");
        rows.bind(n);
        while (rows.step()) ids.push_back(rows.id(0));
    }
    for (const Id128& id : ids) {
        const ItemRow item = need_item(connection, id, n);
        erase_codes(connection, CodeOwner::item, item.n);
        // Of what is not active any more the feed knows, or will at its own time: told once more, and all at once, it
        // would show which items were one person's.
        if (item.state == ItemState::active) {
            const auto named = std::ranges::find(feed_times, id, &std::pair<Id128, FeedTime>::first);
            plan_feed(connection, id, item.bank, false,
                      named == feed_times.end() ? FeedTime{.visible = at, .tie = 0} : named->second);
        }
        // Followers find no such item and let go of it.
        append_event(connection, EventKind::item_changed, id, at);
    }
    // What was answered to its keys before: their digests and the case number would outlive it.
    delete_receipts(connection, n);
    // Items, mailbox, feedback and matches go with it.
    connection.prepare("DELETE FROM submission WHERE n = ?1").bind(n).run();
    return append_event(connection, EventKind::case_erased, submission, at);
}

}  // namespace

Result<Outcome> SqliteStore::withdraw(const Withdrawal& withdrawal) {
    return write([&](Connection& connection) {
        if (auto before = replay(connection, withdrawal.receipt)) return *before;
        const std::int64_t n = need_opened(connection, withdrawal.submission, withdrawal.opened_with);
        std::uint64_t position = 0;
        for (const WithdrawItem& one : withdrawal.items) {
            const ItemRow item = need_item(connection, one.item, n);
            if (item.state == ItemState::withdrawn || item.state == ItemState::expired) continue;
            erase_codes(connection, CodeOwner::item, item.n);
            connection.prepare("UPDATE item SET commitment = ?2, held_state = ?3, held_reason = ?4 WHERE n = ?1")
                .bind(item.n, one.commitment, item.state, item.reason)
                .run();
            Message copy = one.copy;
            copy.expires = UnixMillis{withdrawal.at.value + undo_retention_millis};
            insert_message(connection, n, copy);
            position = set_state(connection, item, ItemState::withdrawn, {}, withdrawal.at, one.feed);
        }
        return conclude(connection, withdrawal.receipt, position);
    });
}

Result<Outcome> SqliteStore::restore(const Restoration& restoration) {
    return write([&](Connection& connection) {
        if (auto before = replay(connection, restoration.receipt)) return *before;
        const std::int64_t n = need_opened(connection, restoration.submission, restoration.opened_with);
        std::uint64_t position = 0;
        for (const RestoreItem& one : restoration.items) {
            const ItemRow item = need_item(connection, one.item, n);
            if (item.state != ItemState::withdrawn || one.signals.empty() ||
                restoration.at.value >= item.changed.value + undo_retention_millis) {
                throw Failure{StoreError::not_allowed};
            }
            ItemState state = ItemState::active;
            std::string reason;
            {
                Statement held = connection.prepare(
                    "SELECT commitment, held_state, held_reason FROM item WHERE n = ?1 AND commitment IS NOT NULL");
                held.bind(item.n);
                if (!held.step()) throw Failure{StoreError::not_allowed};
                if (held.digest(0) != one.commitment) throw Failure{StoreError::commitment_differs};
                // What was quarantined comes back quarantined: withdrawing is no way around the guard.
                state = held.as<ItemState>(1);
                reason = held.text(2);
            }
            put_codes(connection, CodeOwner::item, item.n, one.signals);
            connection.prepare("UPDATE item SET commitment = NULL, held_state = NULL, held_reason = NULL WHERE n = ?1")
                .bind(item.n)
                .run();
            connection.prepare("DELETE FROM message WHERE submission = ?1 AND item = ?2 AND kind = 'withdrawn_copy'")
                .bind(n, item.id)
                .run();
            position = set_state(connection, item, state, reason, restoration.at, one.feed);
        }
        return conclude(connection, restoration.receipt, position);
    });
}

Result<Outcome> SqliteStore::erase_case(const CaseErasure& erasure) {
    return write([&](Connection& connection) {
        if (auto before = replay(connection, erasure.receipt)) return *before;
        const std::int64_t n = need_opened(connection, erasure.submission, erasure.opened_with);
        const std::uint64_t position = erase(connection, n, erasure.submission, erasure.feed, erasure.at);
        return conclude(connection, erasure.receipt, position);
    });
}

Result<void> SqliteStore::end_case(const CaseEnding& ending) {
    return write([&](Connection& connection) {
        const std::int64_t n = need_submission(connection, ending.submission);
        if (ending.unopened_since) {
            Statement row = connection.prepare("SELECT 1 FROM submission WHERE n = ?1 AND opened < ?2");
            row.bind(n, *ending.unopened_since);
            if (!row.step()) throw Failure{StoreError::not_allowed};
        }
        erase(connection, n, ending.submission, ending.feed, ending.at);
        insert_audit(
            connection,
            {.at = ending.at, .actor = ending.actor, .action = "case.erase", .subject = to_hex(ending.submission)});
    });
}

}  // namespace holdfast::store::sqlite
