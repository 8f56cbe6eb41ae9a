// SPDX-License-Identifier: Apache-2.0
// The change feed: entries wait for their time, are published in one place, and then never move.
#include "code_slots.hpp"
#include "item_rows.hpp"
#include "sqlite_store.hpp"

namespace holdfast::store::sqlite {
namespace {

// One transaction holds the write lock for at most this many entries: after a large import all of it is due at once.
constexpr std::size_t published_a_step = 2000;

struct Waiting {
    std::int64_t n = 0;
    FeedCursor place;
    Id128 item;
    bool added = false;
};

bool after(const FeedCursor& a, const FeedCursor& b) noexcept {
    return a.visible != b.visible ? a.visible > b.visible : a.tie > b.tie;
}

// Gives the entries that have been due longest their final place, and says whether there may be more. A writer that
// drew its time and then waited for the lock could come in below a cursor that was already handed out: such an entry
// moves up to just after the last published one.
bool publish_some(Connection& connection, UnixMillis now) {
    FeedCursor last;
    {
        Statement row = connection.prepare(
            "SELECT visible, tie FROM feed WHERE published = 1 ORDER BY visible DESC, tie DESC LIMIT 1");
        if (row.step()) last = {.visible = row.time(0), .tie = given_tie(row.integer(1))};
    }
    std::vector<Waiting> due;
    {
        Statement rows = connection.prepare(
            "SELECT n, visible, tie, item, added FROM feed WHERE published = 0 AND visible <= ?1 "
            "ORDER BY visible, tie, n LIMIT ?2");
        rows.bind(now, published_a_step);
        while (rows.step()) {
            due.push_back({.n = rows.integer(0),
                           .place = {.visible = rows.time(1), .tie = given_tie(rows.integer(2))},
                           .item = rows.id(3),
                           .added = rows.integer(4) != 0});
        }
    }
    for (Waiting& entry : due) {
        if (!after(entry.place, last)) {
            entry.place = {.visible = last.visible, .tie = last.tie + 1};
            if (entry.place.tie == 0) ++entry.place.visible.value;
        }
        last = entry.place;
        connection.prepare("UPDATE feed SET published = 1, visible = ?2, tie = ?3 WHERE n = ?1")
            .bind(entry.n, last.visible, stored_tie(last.tie))
            .run();
        if (entry.added) connection.prepare("UPDATE item SET was_in_feed = 1 WHERE id = ?1").bind(entry.item).run();
    }
    return due.size() == published_a_step;
}

std::vector<FeedEntry> read_page(Connection& connection, const FeedCursor& cursor, std::uint32_t limit) {
    std::vector<FeedEntry> entries;
    Statement rows = connection.prepare(
        "SELECT feed.visible, feed.tie, feed.item, feed.bank, feed.added, item.n FROM feed "
        "LEFT JOIN item ON item.id = feed.item AND item.state = ?4 "
        "AND (SELECT enabled FROM bank WHERE id = item.bank) "
        "WHERE published = 1 AND (feed.visible, feed.tie) > (?1, ?2) AND feed.added = (item.n IS NOT NULL) "
        "ORDER BY feed.visible, feed.tie LIMIT ?3");
    rows.bind(cursor.visible, stored_tie(cursor.tie), limit, ItemState::active);
    while (rows.step()) {
        FeedEntry entry{.visible = rows.time(0),
                        .tie = given_tie(rows.integer(1)),
                        .item = rows.id(2),
                        .bank = rows.as<std::uint32_t>(3),
                        .added = rows.integer(4) != 0,
                        .signals = {}};
        if (entry.added) entry.signals = load_codes(connection, CodeOwner::item, rows.integer(5));
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace

Result<std::vector<FeedEntry>> SqliteStore::feed(const FeedCursor& cursor, UnixMillis now, std::uint32_t limit) {
    const auto due = read([&](Connection& connection) {
        Statement row = connection.prepare("SELECT EXISTS (SELECT 1 FROM feed WHERE published = 0 AND visible <= ?1)");
        row.bind(now);
        return row.step() && row.integer(0) != 0;
    });
    if (!due) return std::unexpected(due.error());
    // As much is published as this page asks for; other writers come in between.
    for (bool more = *due;;) {
        if (more) {
            const auto published = write([&](Connection& connection) { return publish_some(connection, now); });
            if (!published) return std::unexpected(published.error());
            more = *published;
        }
        auto page = read([&](Connection& connection) { return read_page(connection, cursor, limit); });
        if (!page || !more || page->size() >= limit) return page;
    }
}

Result<FeedSpreads> SqliteStore::feed_spreads() {
    return read([](Connection& connection) {
        Statement row = connection.prepare("SELECT added, removed FROM feed_spread");
        if (!row.step()) return FeedSpreads{};
        return FeedSpreads{.added_millis = row.integer(0), .removed_millis = row.integer(1)};
    });
}

Result<void> SqliteStore::keep_feed_spreads(const FeedSpreads& spreads) {
    return write([&](Connection& connection) {
        connection.prepare("INSERT OR REPLACE INTO feed_spread VALUES (1, ?1, ?2)")
            .bind(spreads.added_millis, spreads.removed_millis)
            .run();
    });
}

}  // namespace holdfast::store::sqlite
