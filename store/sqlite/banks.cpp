// SPDX-License-Identifier: Apache-2.0
// Banks, and what an operator does with items.
#include "code_slots.hpp"
#include "holdfast/store/words.hpp"
#include "item_rows.hpp"
#include "item_scan.hpp"
#include "sqlite_store.hpp"

namespace holdfast::store::sqlite {
namespace {

bool valid_bank_name(std::string_view name) noexcept {
    if (name.empty() || name.size() > 64) return false;
    for (const char c : name) {
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) return false;
    }
    return true;
}

}  // namespace

Result<Bank> SqliteStore::create_bank(const std::string& name, const std::string& title, UnixMillis at) {
    if (!valid_bank_name(name)) return std::unexpected(StoreError::not_allowed);
    return write([&](Connection& connection) {
        connection.prepare("INSERT INTO bank (name, title, enabled, created) VALUES (?1, ?2, 1, ?3)")
            .bind(name, title, at)
            .run();
        const Bank bank{.id = static_cast<std::uint32_t>(connection.last_row()),
                        .name = name,
                        .title = title,
                        .enabled = true,
                        .active_items = 0};
        append_event(connection, EventKind::bank_changed, bank_subject(bank.id), at);
        return bank;
    });
}

Result<std::vector<Bank>> SqliteStore::banks() {
    return read([&](Connection& connection) {
        std::vector<Bank> banks;
        Statement rows = connection.prepare(
            "SELECT id, name, title, enabled, (SELECT count(*) FROM item WHERE bank = bank.id AND state = ?1) "
            "FROM bank ORDER BY id");
        rows.bind(ItemState::active);
        while (rows.step()) {
            banks.push_back({.id = rows.as<std::uint32_t>(0),
                             .name = rows.text(1),
                             .title = rows.text(2),
                             .enabled = rows.integer(3) != 0,
                             .active_items = rows.as<std::uint64_t>(4)});
        }
        return banks;
    });
}

Result<ImportResult> SqliteStore::import_items(std::span<const NewItem> items) {
    return write([&](Connection& connection) {
        ImportResult result;
        for (const NewItem& item : items) {
            result.position = insert_item(connection, item, 0);
            ++result.added;
        }
        return result;
    });
}

Result<void> SqliteStore::change_state(const StateChange& change) {
    return write([&](Connection& connection) {
        const auto item = find_item(connection, change.item);
        if (!item) throw Failure{StoreError::not_found};
        if (change.from && item->state != *change.from) throw Failure{StoreError::not_allowed};
        const bool gone = item->state == ItemState::withdrawn || item->state == ItemState::expired;
        // Withdrawing is the person's alone, and codes that are gone cannot come back this way.
        if (change.state == ItemState::withdrawn || (gone && change.state != ItemState::expired)) {
            throw Failure{StoreError::not_allowed};
        }
        if (change.state == ItemState::expired) {
            erase_codes(connection, CodeOwner::item, item->n);
            connection.prepare("UPDATE item SET commitment = NULL, held_state = NULL, held_reason = NULL WHERE n = ?1")
                .bind(item->n)
                .run();
        }
        set_state(connection, *item, change.state, change.reason, change.at, change.feed);
        insert_audit(connection, {.at = change.at,
                                  .actor = change.actor,
                                  .action = std::string("item.").append(word_of(change.state)),
                                  .subject = to_hex(change.item)});
    });
}

Result<void> SqliteStore::each_item(std::uint32_t bank, std::span<const ItemState> states,
                                    const std::function<void(const Item&)>& each) {
    return read([&](Connection& connection) { scan_items(connection, {.bank = bank, .states = states}, each); });
}

}  // namespace holdfast::store::sqlite
