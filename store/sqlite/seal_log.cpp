// SPDX-License-Identifier: Apache-2.0
// The public log of seals. What its hashes and its head are, the caller computes, inside of the transaction.
#include <algorithm>

#include "receipts.hpp"
#include "sqlite_store.hpp"

namespace holdfast::store::sqlite {
namespace {

LoggedSeal entry_of(const Statement& row) {
    return {.index = row.as<std::uint64_t>(0), .seal = row.digest(1), .received = row.time(2)};
}

std::optional<LoggedSeal> find_seal(Connection& connection, const Digest256& seal) {
    Statement row = connection.prepare("SELECT n, seal, received FROM seal_entry WHERE seal = ?1");
    row.bind(seal);
    if (!row.step()) return std::nullopt;
    return entry_of(row);
}

std::optional<LoggedSeal> last_seal(Connection& connection) {
    Statement row = connection.prepare("SELECT n, seal, received FROM seal_entry ORDER BY n DESC LIMIT 1");
    if (!row.step()) return std::nullopt;
    return entry_of(row);
}

std::optional<Digest256> kept_hash(Connection& connection, unsigned level, std::uint64_t index) {
    Statement row = connection.prepare("SELECT hash FROM seal_hash WHERE level = ?1 AND n = ?2");
    row.bind(level, index);
    if (!row.step()) return std::nullopt;
    return row.digest(0);
}

SealHead read_head(Connection& connection) {
    Statement row = connection.prepare("SELECT size, checkpoint FROM seal_head");
    if (!row.step()) return {};
    return {.size = row.as<std::uint64_t>(0), .checkpoint = row.text(1)};
}

}  // namespace

Result<LoggedSeal> SqliteStore::log_seal(const NewSeal& fresh) {
    return write([&](Connection& connection) {
        if (const auto before = find_seal(connection, fresh.seal)) return *before;
        spend(connection, fresh.proof);
        LoggedSeal entry{.index = 0, .seal = fresh.seal, .received = fresh.at};
        if (const auto last = last_seal(connection)) {
            entry.index = last->index + 1;
            entry.received = std::max(entry.received, last->received);
        }
        const SealHead head = read_head(connection);
        if (head.size != entry.index) throw Failure{StoreError::corrupt};
        const auto growth = fresh.grow(
            entry, head, [&](unsigned level, std::uint64_t index) { return kept_hash(connection, level, index); });
        if (!growth) throw Failure{growth.error()};
        connection.prepare("INSERT INTO seal_entry VALUES (?1, ?2, ?3)")
            .bind(entry.index, entry.seal, entry.received)
            .run();
        for (const SealHash& each : growth->hashes) {
            connection.prepare("INSERT INTO seal_hash VALUES (?1, ?2, ?3)")
                .bind(each.level, each.index, each.hash)
                .run();
        }
        connection
            .prepare(
                "INSERT INTO seal_head VALUES (1, ?1, ?2) "
                "ON CONFLICT (one) DO UPDATE SET size = excluded.size, checkpoint = excluded.checkpoint")
            .bind(entry.index + 1, growth->checkpoint)
            .run();
        return entry;
    });
}

Result<SealHead> SqliteStore::seal_head() {
    return read(read_head);
}

Result<std::vector<LoggedSeal>> SqliteStore::seal_entries(std::uint64_t first, std::uint32_t count) {
    return read([&](Connection& connection) {
        std::vector<LoggedSeal> entries;
        Statement rows =
            connection.prepare("SELECT n, seal, received FROM seal_entry WHERE n >= ?1 ORDER BY n LIMIT ?2");
        rows.bind(first, count);
        while (rows.step()) entries.push_back(entry_of(rows));
        return entries;
    });
}

Result<std::vector<Digest256>> SqliteStore::seal_hashes(unsigned level, std::uint64_t first, std::uint32_t count) {
    return read([&](Connection& connection) {
        std::vector<Digest256> hashes;
        Statement rows =
            connection.prepare("SELECT hash FROM seal_hash WHERE level = ?1 AND n >= ?2 ORDER BY n LIMIT ?3");
        rows.bind(level, first, count);
        while (rows.step()) hashes.push_back(rows.digest(0));
        return hashes;
    });
}

}  // namespace holdfast::store::sqlite
