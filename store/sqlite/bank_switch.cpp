// SPDX-License-Identifier: Apache-2.0
#include "bank_switch.hpp"

#include "item_rows.hpp"
#include "sqlite_store.hpp"

namespace holdfast::store::sqlite {
namespace {

// One transaction holds the write lock for at most this many items.
constexpr std::int64_t items_a_step = 2000;

struct Unannounced {
    std::uint32_t bank = 0;
    bool enabled = false;
    std::int64_t from = 0;  ///< items beyond this row are left
    std::int64_t upto = 0;  ///< and are dealt with to this one; 0: there are none
};

std::optional<Unannounced> find_unannounced(Connection& connection) {
    Statement row = connection.prepare(
        "SELECT id, enabled, announced, (SELECT max(n) FROM (SELECT n FROM item WHERE bank = bank.id AND state = ?1 "
        "AND n > announced ORDER BY n LIMIT ?2)) FROM bank WHERE announced IS NOT NULL ORDER BY id LIMIT 1");
    row.bind(ItemState::active, items_a_step);
    if (!row.step()) return std::nullopt;
    return Unannounced{.bank = row.as<std::uint32_t>(0),
                       .enabled = row.integer(1) != 0,
                       .from = row.integer(2),
                       .upto = row.integer(3)};
}

}  // namespace

bool announce_some(Connection& connection, UnixMillis now) {
    const auto left = find_unannounced(connection);
    if (!left) return false;
    if (left->upto == 0) {
        connection.prepare("UPDATE bank SET announced = NULL WHERE id = ?1").bind(left->bank).run();
        return true;
    }
    connection
        .prepare(
            "DELETE FROM feed INDEXED BY feed_waiting WHERE published = 0 AND item IN "
            "(SELECT id FROM item WHERE bank = ?1 AND state = ?2 AND n > ?3 AND n <= ?4)")
        .bind(left->bank, ItemState::active, left->from, left->upto)
        .run();
    // The tie is random: neither the order in which items came nor anything else can be read from their order here.
    connection
        .prepare(
            "INSERT INTO feed (published, visible, tie, item, bank, added) SELECT 0, ?5, random(), id, bank, ?6 "
            "FROM item WHERE bank = ?1 AND state = ?2 AND n > ?3 AND n <= ?4 AND (?6 OR was_in_feed)")
        .bind(left->bank, ItemState::active, left->from, left->upto, now, left->enabled)
        .run();
    connection.prepare("UPDATE bank SET announced = ?2 WHERE id = ?1").bind(left->bank, left->upto).run();
    return true;
}

Result<void> SqliteStore::switch_bank(const BankSwitch& change) {
    const auto switched = write([&](Connection& connection) {
        std::string name;
        bool enabled = false;
        {
            Statement row = connection.prepare("SELECT name, enabled FROM bank WHERE id = ?1");
            row.bind(change.bank);
            if (!row.step()) throw Failure{StoreError::not_found};
            name = row.text(0);
            enabled = row.integer(1) != 0;
        }
        if (name == submissions_bank) throw Failure{StoreError::not_allowed};
        if (enabled == change.enabled) return;
        connection.prepare("UPDATE bank SET enabled = ?2, announced = 0 WHERE id = ?1")
            .bind(change.bank, change.enabled)
            .run();
        append_event(connection, EventKind::bank_changed, bank_subject(change.bank), change.at);
        insert_audit(connection, {.at = change.at,
                                  .actor = change.actor,
                                  .action = change.enabled ? "bank.enable" : "bank.disable",
                                  .subject = name});
    });
    if (!switched) return switched;
    while (true) {
        const auto more = write([&](Connection& connection) { return announce_some(connection, change.at); });
        if (!more) return std::unexpected(more.error());
        if (!*more) return {};
    }
}

}  // namespace holdfast::store::sqlite
