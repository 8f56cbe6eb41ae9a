// SPDX-License-Identifier: Apache-2.0
#include "code_slots.hpp"

namespace holdfast::store::sqlite {
namespace {

std::int64_t store_code(Connection& connection, const CodeBytes& body) {
    std::int64_t slot = 0;
    {
        Statement free = connection.prepare("SELECT slot FROM free_slot LIMIT 1");
        if (free.step()) slot = free.integer(0);
    }
    if (slot == 0) {
        connection.prepare("INSERT INTO code (body) VALUES (?1)").bind(body).run();
        return connection.last_row();
    }
    connection.prepare("DELETE FROM free_slot WHERE slot = ?1").bind(slot).run();
    connection.prepare("UPDATE code SET body = ?2 WHERE slot = ?1").bind(slot, body).run();
    return slot;
}

}  // namespace

void put_codes(Connection& connection, CodeOwner owner, std::int64_t n, std::span<const Signal> signals) {
    std::int64_t ordinal = 0;
    for (const Signal& signal : signals) {
        const std::int64_t slot = store_code(connection, to_bytes(signal.code));
        connection
            .prepare(owner == CodeOwner::item ? "INSERT INTO item_signal VALUES (?1, ?2, ?3, ?4, ?5)"
                                              : "INSERT INTO sighting_signal VALUES (?1, ?2, ?3, ?4, ?5)")
            .bind(n, ordinal++, signal.kind, signal.quality, slot)
            .run();
    }
}

void erase_codes(Connection& connection, CodeOwner owner, std::int64_t n) {
    std::vector<std::int64_t> slots;
    {
        Statement find =
            connection.prepare(owner == CodeOwner::item ? "SELECT slot FROM item_signal WHERE item = ?1"
                                                        : "SELECT slot FROM sighting_signal WHERE sighting = ?1");
        find.bind(n);
        while (find.step()) slots.push_back(find.integer(0));
    }
    for (const std::int64_t slot : slots) {
        // A value of the same size: SQLite writes it over the old one.
        connection.prepare("UPDATE code SET body = ?2 WHERE slot = ?1").bind(slot, CodeBytes{}).run();
        connection.prepare("INSERT INTO free_slot VALUES (?1)").bind(slot).run();
    }
    connection
        .prepare(owner == CodeOwner::item ? "DELETE FROM item_signal WHERE item = ?1"
                                          : "DELETE FROM sighting_signal WHERE sighting = ?1")
        .bind(n)
        .run();
}

std::vector<Signal> load_codes(Connection& connection, CodeOwner owner, std::int64_t n) {
    std::vector<Signal> signals;
    Statement rows = connection.prepare(
        owner == CodeOwner::item
            ? "SELECT kind, quality, body FROM item_signal JOIN code USING (slot) WHERE item = ?1 ORDER BY ordinal"
            : "SELECT kind, quality, body FROM sighting_signal JOIN code USING (slot) WHERE sighting = ?1 "
              "ORDER BY ordinal");
    rows.bind(n);
    while (rows.step()) {
        CodeBytes body{};
        rows.fixed(2, body);
        signals.push_back(
            {.kind = rows.as<FingerprintKind>(0), .quality = rows.as<std::uint8_t>(1), .code = code_from_bytes(body)});
    }
    return signals;
}

}  // namespace holdfast::store::sqlite
