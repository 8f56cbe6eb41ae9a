// SPDX-License-Identifier: Apache-2.0
// What a person puts in: submissions, more items, new keys, tidying the mailbox.
#include <set>

#include "case_rows.hpp"
#include "item_rows.hpp"
#include "receipts.hpp"
#include "sqlite_store.hpp"

namespace holdfast::store::sqlite {

std::optional<std::int64_t> find_submission(Connection& connection, const Id128& id) {
    Statement row = connection.prepare("SELECT n FROM submission WHERE id = ?1");
    row.bind(id);
    if (!row.step()) return std::nullopt;
    return row.integer(0);
}

std::int64_t need_submission(Connection& connection, const Id128& id) {
    const auto n = find_submission(connection, id);
    if (!n) throw Failure{StoreError::not_found};
    return *n;
}

std::int64_t need_opened(Connection& connection, const Id128& id, const Digest256& opened_with) {
    Statement row =
        connection.prepare("SELECT n, ?2 IN (read_key_hash, withdraw_key_hash) FROM submission WHERE id = ?1");
    row.bind(id, opened_with);
    if (!row.step()) throw Failure{StoreError::not_found};
    if (row.integer(1) == 0) throw Failure{StoreError::key_replaced};
    return row.integer(0);
}

void delete_receipts(Connection& connection, std::int64_t submission) {
    connection
        .prepare(
            "DELETE FROM receipt WHERE owner IN (SELECT read_key_hash FROM submission WHERE n = ?1 "
            "UNION ALL SELECT withdraw_key_hash FROM submission WHERE n = ?1)")
        .bind(submission)
        .run();
}

void insert_message(Connection& connection, std::int64_t submission, const Message& message) {
    connection
        .prepare(
            "INSERT INTO message (id, submission, kind, at, sealed, item, expires) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
        .bind(message.id, submission, message.kind, message.at, message.sealed, message.item, message.expires)
        .run();
}

Result<Outcome> SqliteStore::submit(const NewSubmission& fresh) {
    return write([&](Connection& connection) {
        if (auto before = replay(connection, fresh.receipt)) return *before;
        spend(connection, fresh.proof);
        const Submission& submission = fresh.submission;
        connection
            .prepare(
                "INSERT INTO submission (id, case_number, read_key_hash, withdraw_key_hash, mailbox_key, "
                "statement, country, threat, created, opened) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
            .bind(submission.id, submission.case_number, submission.read_key_hash, submission.withdraw_key_hash,
                  submission.mailbox_key, submission.statement, submission.country, submission.threat,
                  submission.created, day_of(submission.created))
            .run();
        const std::int64_t n = connection.last_row();
        std::uint64_t position = 0;
        for (const NewItem& item : fresh.items) position = insert_item(connection, item, n);
        return conclude(connection, fresh.receipt, position);
    });
}

Result<Outcome> SqliteStore::add_items(const AddItems& more) {
    return write([&](Connection& connection) {
        if (auto before = replay(connection, more.receipt)) return *before;
        const std::int64_t n = need_opened(connection, more.submission, more.opened_with);
        spend(connection, more.proof);
        {
            Statement held = connection.prepare("SELECT count(*) FROM item WHERE submission = ?1 AND state <> ?2");
            held.bind(n, ItemState::withdrawn);
            if (held.step() && held.as<std::uint64_t>(0) + more.items.size() > more.max_items) {
                throw Failure{StoreError::too_many};
            }
        }
        std::uint64_t position = 0;
        for (const NewItem& item : more.items) position = insert_item(connection, item, n);
        return conclude(connection, more.receipt, position);
    });
}

Result<Outcome> SqliteStore::rotate_keys(const KeyRotation& rotation) {
    return write([&](Connection& connection) {
        if (auto before = replay(connection, rotation.receipt)) return *before;
        const std::int64_t n = need_opened(connection, rotation.submission, rotation.opened_with);
        delete_receipts(connection, n);
        connection
            .prepare("UPDATE submission SET read_key_hash = ?2, withdraw_key_hash = ?3, mailbox_key = ?4 WHERE n = ?1")
            .bind(n, rotation.read_key_hash, rotation.withdraw_key_hash, rotation.mailbox_key)
            .run();
        std::set<Id128> resealed;
        for (const Message& message : rotation.resealed) {
            connection.prepare("UPDATE message SET sealed = ?3 WHERE id = ?1 AND submission = ?2")
                .bind(message.id, n, message.sealed)
                .run();
            if (connection.changes() == 0) throw Failure{StoreError::not_found};
            resealed.insert(message.id);
        }
        Statement held = connection.prepare("SELECT count(*) FROM message WHERE submission = ?1");
        held.bind(n);
        // An alert came in after the person read the mailbox: it must not be lost.
        if (held.step() && held.as<std::size_t>(0) != resealed.size()) throw Failure{StoreError::not_allowed};
        return conclude(connection, rotation.receipt, 0);
    });
}

Result<void> SqliteStore::note_opened(const Id128& submission, UnixMillis day) {
    return write([&](Connection& connection) {
        connection.prepare("UPDATE submission SET opened = max(ifnull(opened, 0), ?2) WHERE id = ?1")
            .bind(submission, day)
            .run();
        if (connection.changes() == 0) throw Failure{StoreError::not_found};
    });
}

Result<void> SqliteStore::delete_message(const Id128& submission, const Digest256& opened_with, const Id128& message) {
    return write([&](Connection& connection) {
        const std::int64_t n = need_opened(connection, submission, opened_with);
        connection.prepare("DELETE FROM message WHERE id = ?1 AND submission = ?2").bind(message, n).run();
        if (connection.changes() == 0) throw Failure{StoreError::not_found};
    });
}

}  // namespace holdfast::store::sqlite
