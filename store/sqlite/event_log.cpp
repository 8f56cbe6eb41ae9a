// SPDX-License-Identifier: Apache-2.0
// The log, and what its followers read.
#include <array>

#include "code_slots.hpp"
#include "item_rows.hpp"
#include "item_scan.hpp"
#include "sqlite_store.hpp"

namespace holdfast::store::sqlite {
namespace {

std::uint64_t log_end(Connection& connection) {
    Statement row = connection.prepare("SELECT ifnull(max(position), 0) FROM event");
    return row.step() ? row.as<std::uint64_t>(0) : 0;
}

}  // namespace

Result<std::uint64_t> SqliteStore::last_position() {
    return read([](Connection& connection) { return log_end(connection); });
}

Result<std::vector<Event>> SqliteStore::events_after(std::uint64_t position, std::uint32_t limit) {
    return read([&](Connection& connection) {
        std::vector<Event> events;
        Statement rows = connection.prepare(
            "SELECT position, kind, subject, at FROM event WHERE position > ?1 ORDER BY position LIMIT ?2");
        rows.bind(position, limit);
        while (rows.step()) {
            events.push_back({.position = rows.as<std::uint64_t>(0),
                              .kind = rows.as<EventKind>(1),
                              .subject = rows.id(2),
                              .at = rows.time(3)});
        }
        return events;
    });
}

Result<std::uint64_t> SqliteStore::snapshot(const std::function<void(const Item&)>& each_active_item,
                                            const std::function<void(const Sighting&)>& each_sighting) {
    return read([&](Connection& connection) {
        const std::uint64_t position = log_end(connection);
        constexpr std::array active{ItemState::active};
        scan_items(connection, {.bank = 0, .states = active}, each_active_item);
        scan_sightings(connection, each_sighting);
        return position;
    });
}

Result<std::optional<Item>> SqliteStore::item(const Id128& id) {
    return read([&](Connection& connection) -> std::optional<Item> {
        static const std::string sql = std::string("SELECT ") + item_columns +
                                       " FROM item LEFT JOIN submission ON submission.n = item.submission "
                                       "WHERE item.id = ?1";
        Statement row = connection.prepare(sql.c_str());
        row.bind(id);
        if (!row.step()) return std::nullopt;
        Item item = read_item(row);
        item.signals = load_codes(connection, CodeOwner::item, row.integer(0));
        return item;
    });
}

Result<std::optional<Sighting>> SqliteStore::sighting(const Id128& id) {
    return read([&](Connection& connection) -> std::optional<Sighting> {
        Statement row = connection.prepare(
            "SELECT sighting.n, partner.id, content_id, url, release_url, action, at FROM sighting "
            "JOIN partner ON partner.n = sighting.partner WHERE sighting.id = ?1");
        row.bind(id);
        if (!row.step()) return std::nullopt;
        return Sighting{.id = id,
                        .partner = row.id(1),
                        .signals = load_codes(connection, CodeOwner::sighting, row.integer(0)),
                        .content_id = row.text(2),
                        .url = row.text(3),
                        .release_url = row.integer(4) != 0,
                        .action = row.text(5),
                        .at = row.time(6)};
    });
}

}  // namespace holdfast::store::sqlite
