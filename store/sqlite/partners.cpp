// SPDX-License-Identifier: Apache-2.0
// Partners: who they are, what they met, what they say of an item.
#include "code_slots.hpp"
#include "item_rows.hpp"
#include "receipts.hpp"
#include "sqlite_store.hpp"

namespace holdfast::store::sqlite {
namespace {

std::int64_t need_partner(Connection& connection, const Id128& id) {
    Statement row = connection.prepare("SELECT n FROM partner WHERE id = ?1");
    row.bind(id);
    if (!row.step()) throw Failure{StoreError::not_found};
    return row.integer(0);
}

}  // namespace

Result<Outcome> SqliteStore::report_sighting(const NewSighting& fresh) {
    return write([&](Connection& connection) {
        if (auto before = replay(connection, fresh.receipt)) return *before;
        const Sighting& sighting = fresh.sighting;
        const std::int64_t partner = need_partner(connection, sighting.partner);
        connection
            .prepare(
                "INSERT INTO sighting (id, partner, content_id, url, release_url, action, at) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
            .bind(sighting.id, partner, sighting.content_id, sighting.url, sighting.release_url, sighting.action,
                  sighting.at)
            .run();
        put_codes(connection, CodeOwner::sighting, connection.last_row(), sighting.signals);
        const std::uint64_t position = append_event(connection, EventKind::sighting_added, sighting.id, sighting.at);
        return conclude(connection, fresh.receipt, position);
    });
}

Result<Outcome> SqliteStore::give_feedback(const NewFeedback& fresh) {
    return write([&](Connection& connection) {
        if (auto before = replay(connection, fresh.receipt)) return *before;
        const Feedback& feedback = fresh.feedback;
        const std::int64_t partner = need_partner(connection, feedback.partner);
        const auto item = find_item(connection, feedback.item);
        if (!item) throw Failure{StoreError::not_found};
        connection.prepare("INSERT OR REPLACE INTO feedback VALUES (?1, ?2, ?3, ?4)")
            .bind(item->n, partner, feedback.verdict, feedback.at)
            .run();
        return conclude(connection, fresh.receipt, 0);
    });
}

Result<void> SqliteStore::add_partner(const Partner& partner) {
    return write([&](Connection& connection) {
        connection
            .prepare(
                "INSERT INTO partner (id, name, key_digest, scopes, listed, requests_per_second, created, "
                "revoked) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
            .bind(partner.id, partner.name, partner.key_digest, partner.scopes, partner.listed,
                  partner.requests_per_second, partner.created, partner.revoked)
            .run();
        append_event(connection, EventKind::partner_changed, partner.id, partner.created);
    });
}

Result<void> SqliteStore::revoke_partner(const Id128& partner, UnixMillis at) {
    return write([&](Connection& connection) {
        const std::int64_t n = need_partner(connection, partner);
        connection.prepare("UPDATE partner SET revoked = ?2 WHERE n = ?1 AND revoked IS NULL").bind(n, at).run();
        if (connection.changes() != 0) append_event(connection, EventKind::partner_changed, partner, at);
    });
}

Result<std::vector<Partner>> SqliteStore::partners() {
    return read([&](Connection& connection) {
        std::vector<Partner> partners;
        Statement rows = connection.prepare(
            "SELECT id, name, key_digest, scopes, listed, requests_per_second, created, revoked FROM partner "
            "ORDER BY n");
        while (rows.step()) {
            Partner partner{.id = rows.id(0),
                            .name = rows.text(1),
                            .key_digest = rows.digest(2),
                            .scopes = rows.as<std::uint32_t>(3),
                            .listed = rows.integer(4) != 0,
                            .requests_per_second = rows.as<std::uint32_t>(5),
                            .created = rows.time(6),
                            .revoked = std::nullopt};
            if (!rows.is_null(7)) partner.revoked = rows.time(7);
            partners.push_back(std::move(partner));
        }
        return partners;
    });
}

}  // namespace holdfast::store::sqlite
