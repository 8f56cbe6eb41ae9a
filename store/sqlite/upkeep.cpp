// SPDX-License-Identifier: Apache-2.0
// Retention, scrubbing, the audit trail, the installation's secrets.
#include <algorithm>
#include <cstdlib>

#include "bank_switch.hpp"
#include "code_slots.hpp"
#include "item_rows.hpp"
#include "sqlite_store.hpp"

namespace holdfast::store::sqlite {
namespace {

// One transaction holds the write lock for at most this many sightings.
constexpr std::int64_t sightings_a_step = 500;
// How long scrubbing waits for readers of the old log before it gives up with `busy`. Writers wait meanwhile, and a
// reader may stay for minutes (an export): their withdrawals must still be answered within the second.
constexpr std::chrono::milliseconds scrub_patience{200};

struct Old {
    std::int64_t n = 0;
    Id128 id;
};

// Whether more are left.
bool expire_sightings(Connection& connection, UnixMillis now) {
    std::vector<Old> old;
    {
        Statement rows = connection.prepare("SELECT n, id FROM sighting WHERE at <= ?1 ORDER BY at LIMIT ?2");
        rows.bind(now.value - sighting_retention_millis, sightings_a_step);
        while (rows.step()) old.push_back({.n = rows.integer(0), .id = rows.id(1)});
    }
    for (const Old& sighting : old) {
        erase_codes(connection, CodeOwner::sighting, sighting.n);
        connection.prepare("DELETE FROM sighting WHERE n = ?1").bind(sighting.n).run();
        append_event(connection, EventKind::sighting_gone, sighting.id, now);
    }
    return static_cast<std::int64_t>(old.size()) == sightings_a_step;
}

void expire_rest(Connection& connection, UnixMillis now) {
    connection.prepare("DELETE FROM message WHERE expires <= ?1").bind(now).run();
    connection
        .prepare(
            "UPDATE item SET commitment = NULL, held_state = NULL, held_reason = NULL "
            "WHERE commitment IS NOT NULL AND changed <= ?1")
        .bind(now.value - undo_retention_millis)
        .run();
    connection.prepare("UPDATE submission SET opened = ?1 WHERE opened IS NULL").bind(day_of(now)).run();
    connection.prepare("DELETE FROM receipt WHERE at <= ?1").bind(now.value - receipt_retention_millis).run();
    connection.prepare("DELETE FROM spent_proof WHERE expires <= ?1").bind(now).run();
}

}  // namespace

Result<void> SqliteStore::expire(UnixMillis now) {
    while (true) {
        const auto more = write([&](Connection& connection) { return expire_sightings(connection, now); });
        if (!more) return std::unexpected(more.error());
        if (!*more) break;
    }
    while (true) {
        const auto more = write([&](Connection& connection) { return announce_some(connection, now); });
        if (!more) return std::unexpected(more.error());
        if (!*more) break;
    }
    return write([&](Connection& connection) { expire_rest(connection, now); });
}

Result<void> SqliteStore::scrub() {
    return guarded([&] {
        const std::lock_guard lock(writing_);
        writer_->set_busy_timeout(std::min(scrub_patience, options_.busy_timeout));
        // TRUNCATE: carries every page over, syncs the database, then cuts the log to no bytes.
        const int code =
            sqlite3_wal_checkpoint_v2(writer_->handle(), "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
        writer_->set_busy_timeout(options_.busy_timeout);
        if (code != SQLITE_OK) writer_->fail(code);
    });
}

Result<bool> SqliteStore::compact(UnixMillis now) {
    const auto due = read([&](Connection& connection) {
        // Kept beside what else has a place in time; the clock may have been set back since.
        Statement row = connection.prepare("SELECT position FROM followed WHERE who = 'compacted'");
        return !row.step() || std::abs(now.value - row.integer(0)) >= compact_every_millis;
    });
    if (!due || !*due) return due;
    return guarded([&] {
        const std::lock_guard lock(writing_);
        writer_->execute("VACUUM");
        writer_->prepare("INSERT OR REPLACE INTO followed VALUES ('compacted', ?1)").bind(now).run();
        return true;
    });
}

Result<void> SqliteStore::audit(const AuditEntry& entry) {
    return write([&](Connection& connection) { insert_audit(connection, entry); });
}

Result<std::vector<AuditEntry>> SqliteStore::audit_tail(std::uint32_t limit) {
    return read([&](Connection& connection) {
        std::vector<AuditEntry> entries;
        Statement rows = connection.prepare("SELECT at, actor, action, subject FROM audit ORDER BY n DESC LIMIT ?1");
        rows.bind(limit);
        while (rows.step()) {
            entries.push_back(
                {.at = rows.time(0), .actor = rows.text(1), .action = rows.text(2), .subject = rows.text(3)});
        }
        std::ranges::reverse(entries);
        return entries;
    });
}

Result<std::array<std::byte, 32>> SqliteStore::installation_secret(const std::string& name,
                                                                   const std::array<std::byte, 32>& fresh) {
    return write([&](Connection& connection) {
        connection.prepare("INSERT OR IGNORE INTO secret VALUES (?1, ?2)").bind(name, fresh).run();
        std::array<std::byte, 32> secret{};
        Statement row = connection.prepare("SELECT value FROM secret WHERE name = ?1");
        row.bind(name);
        if (!row.step()) throw Failure{StoreError::corrupt};
        row.fixed(0, secret);
        return secret;
    });
}

}  // namespace holdfast::store::sqlite
