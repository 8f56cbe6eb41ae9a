// SPDX-License-Identifier: Apache-2.0
#include "item_rows.hpp"

#include "code_slots.hpp"

namespace holdfast::store::sqlite {

std::optional<ItemRow> find_item(Connection& connection, const Id128& id) {
    Statement row =
        connection.prepare("SELECT n, bank, ifnull(submission, 0), state, reason, changed FROM item WHERE id = ?1");
    row.bind(id);
    if (!row.step()) return std::nullopt;
    return ItemRow{.n = row.integer(0),
                   .id = id,
                   .bank = row.as<std::uint32_t>(1),
                   .submission = row.integer(2),
                   .state = row.as<ItemState>(3),
                   .reason = row.text(4),
                   .changed = row.time(5)};
}

std::uint64_t insert_item(Connection& connection, const NewItem& fresh, std::int64_t submission) {
    const Item& item = fresh.item;
    connection
        .prepare(
            "INSERT INTO item (id, bank, submission, media, origin, state, reason, created, changed) "
            "VALUES (?1, ?2, nullif(?3, 0), ?4, ?5, ?6, ?7, ?8, ?9)")
        .bind(item.id, item.bank, submission, item.media, item.origin, item.state, item.reason, item.created,
              item.changed)
        .run();
    put_codes(connection, CodeOwner::item, connection.last_row(), item.signals);
    if (item.state == ItemState::active) plan_feed(connection, item.id, item.bank, true, fresh.feed);
    return append_event(connection, EventKind::item_added, item.id, item.created);
}

std::uint64_t set_state(Connection& connection, const ItemRow& item, ItemState state, const std::string& reason,
                        UnixMillis at, const FeedTime& feed) {
    connection.prepare("UPDATE item SET state = ?2, reason = ?3, changed = ?4 WHERE n = ?1")
        .bind(item.n, state, reason, at)
        .run();
    plan_feed(connection, item.id, item.bank, state == ItemState::active, feed);
    return append_event(connection, EventKind::item_changed, item.id, at);
}

Item read_item(const Statement& row) {
    Item item;
    item.id = row.id(1);
    item.bank = row.as<std::uint32_t>(2);
    if (!row.is_null(3)) item.submission = row.id(3);
    item.media = row.as<MediaType>(4);
    item.origin = row.as<CodeOrigin>(5);
    item.state = row.as<ItemState>(6);
    item.reason = row.text(7);
    item.created = row.time(8);
    item.changed = row.time(9);
    return item;
}

Id128 bank_subject(std::uint32_t bank) noexcept {
    Id128 subject;
    for (unsigned k = 0; k < 4; ++k) subject.bytes[k] = static_cast<std::byte>((bank >> (8 * k)) & 0xffU);
    return subject;
}

void insert_audit(Connection& connection, const AuditEntry& entry) {
    connection.prepare("INSERT INTO audit (at, actor, action, subject) VALUES (?1, ?2, ?3, ?4)")
        .bind(entry.at, entry.actor, entry.action, entry.subject)
        .run();
}

std::int64_t stored_tie(std::uint64_t tie) noexcept {
    return static_cast<std::int64_t>(tie ^ (std::uint64_t{1} << 63U));
}

std::uint64_t given_tie(std::int64_t tie) noexcept {
    return static_cast<std::uint64_t>(tie) ^ (std::uint64_t{1} << 63U);
}

std::uint64_t append_event(Connection& connection, EventKind kind, const Id128& subject, UnixMillis at) {
    connection.prepare("INSERT INTO event (kind, subject, at) VALUES (?1, ?2, ?3)").bind(kind, subject, at).run();
    return static_cast<std::uint64_t>(connection.last_row());
}

void plan_feed(Connection& connection, const Id128& item, std::uint32_t bank, bool in_list, const FeedTime& feed) {
    connection.prepare("DELETE FROM feed WHERE item = ?1 AND published = 0").bind(item).run();
    {
        Statement row = connection.prepare(
            "SELECT was_in_feed, bank.enabled FROM item JOIN bank ON bank.id = item.bank WHERE item.id = ?1");
        row.bind(item);
        if (!row.step()) return;
        in_list = in_list && row.integer(1) != 0;
        // What was never shown as added needs no removal.
        if (!in_list && row.integer(0) == 0) return;
    }
    // An item that comes back is always announced again: some reader's cursor may have passed the first announcement
    // while it was away, and was not shown it.
    connection.prepare("INSERT INTO feed (published, visible, tie, item, bank, added) VALUES (0, ?1, ?2, ?3, ?4, ?5)")
        .bind(feed.visible, stored_tie(feed.tie), item, bank, in_list)
        .run();
}

}  // namespace holdfast::store::sqlite
