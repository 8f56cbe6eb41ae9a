// SPDX-License-Identifier: Apache-2.0
#include "witness.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "raw_database.hpp"
#include "sample.hpp"

namespace holdfast::store {

using namespace sample;

void Witness::intended(Deed deed, std::uint64_t n) {
    switch (deed) {
        case Deed::submit:
            if (items_[n].empty()) items_[n].insert(Life::absent);
            items_[n].insert(Life::active);
            break;
        case Deed::restore:
            items_[n].insert(Life::active);
            break;
        case Deed::withdraw:
            items_[n].insert(Life::withdrawn);
            break;
        case Deed::erase:
            items_[n].insert(Life::absent);
            break;
        case Deed::sighting:
            if (sightings_[n].empty()) sightings_[n].insert(false);
            sightings_[n].insert(true);
            break;
        case Deed::match:
            if (alerts_[n].empty()) alerts_[n].insert(false);
            alerts_[n].insert(true);
            break;
    }
}

void Witness::acknowledged(Deed deed, std::uint64_t n) {
    ++acknowledgements_;
    switch (deed) {
        case Deed::submit:
        case Deed::restore:
            items_[n] = {Life::active};
            break;
        case Deed::withdraw:
            items_[n] = {Life::withdrawn};
            break;
        case Deed::erase:
            items_[n] = {Life::absent};
            alerts_.erase(n);
            break;
        case Deed::sighting:
            sightings_[n] = {true};
            break;
        case Deed::match:
            alerts_[n] = {true};
            break;
    }
}

std::vector<Code256> Witness::gone_codes() const {
    std::vector<Code256> codes;
    for (const auto& [n, may_be] : items_) {
        if (may_be.contains(Life::active)) continue;
        for (const Signal& signal : item(n).item.signals) codes.push_back(signal.code);
    }
    return codes;
}

void Witness::check_items(Store& store) {
    std::map<Id128, std::vector<Signal>> matching;
    std::set<Code256> codes;
    const auto position = store.snapshot(
        [&](const Item& one) {
            matching[one.id] = one.signals;
            for (const Signal& signal : one.signals) codes.insert(signal.code);
        },
        [](const Sighting&) {});
    ASSERT_TRUE(position) << explain(position.error());

    std::size_t active = 0;
    for (auto& [n, may_be] : items_) {
        const auto read = store.item(id('i', n));
        ASSERT_TRUE(read) << explain(read.error());
        const std::optional<Item>& found = *read;
        Life life = Life::absent;
        if (found) life = found->state == ItemState::active ? Life::active : Life::withdrawn;
        EXPECT_TRUE(may_be.contains(life)) << "item " << n << " is " << static_cast<int>(life);
        may_be = {life};

        const auto view = store.case_by_read_key(digest(n, 1));
        EXPECT_EQ(view.has_value(), found.has_value()) << "a case is written and erased with its items, case " << n;
        EXPECT_EQ(matching.contains(id('i', n)), life == Life::active) << "item " << n;
        if (life == Life::active) {
            ++active;
            EXPECT_EQ(found->signals, item(n).item.signals) << "item " << n;
            EXPECT_EQ(matching[id('i', n)], item(n).item.signals) << "item " << n;
        } else {
            for (const Signal& signal : item(n).item.signals) {
                EXPECT_FALSE(codes.contains(signal.code)) << "a withdrawn code matches, item " << n;
            }
        }
        if (life == Life::absent) continue;
        const auto mailbox = store.mailbox(id('s', n));
        ASSERT_TRUE(mailbox);
        const bool has_copy =
            std::ranges::any_of(*mailbox, [](const Message& m) { return m.kind == "withdrawn_copy"; });
        EXPECT_EQ(has_copy, life == Life::withdrawn) << "item " << n;
        if (alerts_.contains(n)) {
            const bool alerted = std::ranges::any_of(*mailbox, [](const Message& m) { return m.kind == "alert"; });
            EXPECT_TRUE(alerts_[n].contains(alerted)) << "alert of case " << n;
            alerts_[n] = {alerted};
        }
    }
    EXPECT_EQ(matching.size(), active) << "nothing matches that nobody submitted";
}

void Witness::check_sightings(Store& store) {
    for (auto& [n, may_be] : sightings_) {
        const auto read = store.sighting(id('g', n));
        ASSERT_TRUE(read);
        EXPECT_TRUE(may_be.contains(read->has_value())) << "sighting " << n;
        if (*read) {
            EXPECT_EQ((*read)->signals, sighting(n).sighting.signals) << "sighting " << n;
        }
        may_be = {read->has_value()};
    }
}

void Witness::check_log(Store& store) {
    std::uint64_t expected = 1;
    std::set<Id128> added;
    std::map<Id128, EventKind> last;
    while (true) {
        const auto events = store.events_after(expected - 1, 1000);
        ASSERT_TRUE(events);
        if (events->empty()) break;
        for (const Event& event : *events) {
            ASSERT_EQ(event.position, expected) << "the log has a gap";
            ++expected;
            if (event.kind == EventKind::item_added) added.insert(event.subject);
            last[event.subject] = event.kind;
        }
    }
    for (const auto& [n, lives] : items_) {
        if (lives.contains(Life::absent)) continue;
        EXPECT_TRUE(added.contains(id('i', n))) << "followers never hear of item " << n;
        if (lives.contains(Life::withdrawn)) {
            EXPECT_EQ(last[id('i', n)], EventKind::item_changed);
        }
    }
    for (const auto& [n, there] : sightings_) {
        EXPECT_EQ(last.contains(id('g', n)), there.contains(true)) << "sighting " << n;
    }
}

void Witness::check(Store& store, const std::filesystem::path& path) {
    check_items(store);
    check_sightings(store);
    check_log(store);
    RawDatabase raw(path);
    EXPECT_EQ(raw.text("PRAGMA integrity_check"), "ok");
    EXPECT_EQ(raw.text("PRAGMA foreign_key_check"), "");
    // Every slot is either somebody's or free, and a free one holds zeros.
    EXPECT_EQ(raw.number("SELECT count(*) FROM code"), raw.number("SELECT count(*) FROM free_slot") +
                                                           raw.number("SELECT count(*) FROM item_signal") +
                                                           raw.number("SELECT count(*) FROM sighting_signal"));
    EXPECT_EQ(raw.number("SELECT count(*) FROM code WHERE (slot IN (SELECT slot FROM free_slot)) <> "
                         "(body = zeroblob(32))"),
              0);
    EXPECT_EQ(raw.number("SELECT count(*) FROM (SELECT slot FROM item_signal UNION ALL SELECT slot FROM "
                         "sighting_signal UNION ALL SELECT slot FROM free_slot) GROUP BY slot HAVING count(*) > 1"),
              0);
}

}  // namespace holdfast::store
