// SPDX-License-Identifier: Apache-2.0
// Items as rows: writing, reading and moving between states, with the event and the feed entry that each change owes.
#pragma once

#include <optional>

#include "connection.hpp"

namespace holdfast::store::sqlite {

/// What a change needs to know of an item.
struct ItemRow {
    std::int64_t n = 0;
    Id128 id;
    std::uint32_t bank = 0;
    std::int64_t submission = 0;  ///< row of its submission; 0: imported
    ItemState state = ItemState::active;
    std::string reason;
    UnixMillis changed;
};
[[nodiscard]] std::optional<ItemRow> find_item(Connection& connection, const Id128& id);

/// Writes an item with its codes, feed entry and event. `submission` 0: imported. Returns the event's position.
std::uint64_t insert_item(Connection& connection, const NewItem& item, std::int64_t submission);

/// Sets state, reason and time, plans the feed entry, writes the event.
std::uint64_t set_state(Connection& connection, const ItemRow& item, ItemState state, const std::string& reason,
                        UnixMillis at, const FeedTime& feed);

/// The columns that read_item() reads, in its order.
inline constexpr const char* item_columns =
    "item.n, item.id, item.bank, submission.id, item.media, item.origin, item.state, item.reason, item.created, "
    "item.changed";
/// Without its signals.
[[nodiscard]] Item read_item(const Statement& row);

/// A bank's number as the subject of an event.
[[nodiscard]] Id128 bank_subject(std::uint32_t bank) noexcept;
/// Appends to the log; returns the position.
std::uint64_t append_event(Connection& connection, EventKind kind, const Id128& subject, UnixMillis at);

void insert_audit(Connection& connection, const AuditEntry& entry);

/// Plans (or calls off) the entry that tells partners whether `item` is in the list; it never is while its bank is off.
/// At most one waits for an item.
void plan_feed(Connection& connection, const Id128& item, std::uint32_t bank, bool in_list, const FeedTime& feed);

/// Ties are unsigned; they are stored with the top bit flipped, so that signed order is theirs.
[[nodiscard]] std::int64_t stored_tie(std::uint64_t tie) noexcept;
[[nodiscard]] std::uint64_t given_tie(std::int64_t tie) noexcept;

}  // namespace holdfast::store::sqlite
