// SPDX-License-Identifier: Apache-2.0
// What the matcher found, and how far it has come.
#include "case_rows.hpp"
#include "item_rows.hpp"
#include "sqlite_store.hpp"

namespace holdfast::store::sqlite {
namespace {

void alert(Connection& connection, const Alert& alert) {
    // An imported item has nobody to alert.
    const auto n = find_submission(connection, alert.submission);
    if (!n) return;
    {
        Statement row = connection.prepare(
            "SELECT mailbox_key, (SELECT count(*) FROM message WHERE submission = ?1) FROM submission WHERE n = ?1");
        row.bind(*n);
        std::array<std::byte, 32> mailbox_key{};
        if (!row.step()) throw Failure{StoreError::corrupt};
        row.fixed(0, mailbox_key);
        if (mailbox_key != alert.mailbox_key) throw Failure{StoreError::conflict};
        if (row.as<std::uint64_t>(1) >= max_mailbox_messages) return;
    }
    insert_message(connection, *n, alert.message);
}

}  // namespace

Result<std::uint64_t> SqliteStore::matched_position() {
    return read([](Connection& connection) {
        Statement row = connection.prepare("SELECT position FROM followed WHERE who = 'matcher'");
        return row.step() ? row.as<std::uint64_t>(0) : std::uint64_t{0};
    });
}

Result<std::uint64_t> SqliteStore::record_matches(const MatchBatch& batch) {
    return write([&](Connection& connection) {
        std::uint64_t fresh = 0;
        for (std::size_t i = 0; i < batch.matches.size(); ++i) {
            const Match& match = batch.matches[i];
            const auto item = find_item(connection, match.item);
            // Withdrawn, held back or gone since the matcher looked.
            if (!item || item->state != ItemState::active) continue;
            // Nothing is inserted when the sighting is past its time or the pair is known.
            connection.prepare("INSERT OR IGNORE INTO item_match SELECT ?1, n, ?3, ?4 FROM sighting WHERE id = ?2")
                .bind(item->n, match.sighting, match.distance, match.at)
                .run();
            if (connection.changes() == 0) continue;
            ++fresh;
            if (i >= batch.alerts.size()) continue;
            alert(connection, batch.alerts[i]);
        }
        // Two nodes may follow: the one behind does not set the mark back.
        connection.prepare("UPDATE followed SET position = max(position, ?1) WHERE who = 'matcher'")
            .bind(batch.followed_to)
            .run();
        return fresh;
    });
}

}  // namespace holdfast::store::sqlite
