// SPDX-License-Identifier: Apache-2.0
#include "witness.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "raw_database.hpp"
#include "toy_log.hpp"

namespace holdfast::store {

using namespace sample;

namespace {

std::set<CaseWorld> all_after(const std::set<CaseWorld>& worlds, const Act& act) {
    std::set<CaseWorld> out;
    for (const CaseWorld& world : worlds) {
        if (const auto next = after(world, act)) out.insert(*next);
    }
    return out;
}

ItemLife life_of(const std::optional<Item>& item) {
    if (!item) return ItemLife::none;
    switch (item->state) {
        case ItemState::active:
            return ItemLife::active;
        case ItemState::disputed:
            return ItemLife::disputed;
        case ItemState::withdrawn:
            return ItemLife::withdrawn;
        case ItemState::expired:
            return ItemLife::expired;
        case ItemState::quarantined:
            break;
    }
    ADD_FAILURE() << "a state that no deed gives";
    return ItemLife::none;
}

}  // namespace

void Witness::intended(const Act& act) {
    if (act.deed == Deed::sighting || act.deed == Deed::seal) {
        std::set<bool>& may_be = act.deed == Deed::seal ? seals_[act.n] : sightings_[act.n];
        if (may_be.empty()) may_be.insert(false);
        may_be.insert(true);
        return;
    }
    Known& known = cases_[case_of(act.n)];
    known.before = known.may_be;
    known.may_be.merge(all_after(known.before, act));
}

void Witness::acknowledged(const Act& act) {
    ++counts_[static_cast<std::size_t>(act.deed)];
    if (act.deed == Deed::sighting || act.deed == Deed::seal) {
        (act.deed == Deed::seal ? seals_ : sightings_)[act.n] = {true};
        return;
    }
    Known& known = cases_[case_of(act.n)];
    known.may_be = all_after(known.before, act);
    EXPECT_FALSE(known.may_be.empty()) << "acknowledged what cannot have been: deed " << static_cast<int>(act.deed)
                                       << " of case " << case_of(act.n);
}

std::uint64_t Witness::acknowledgements() const noexcept {
    return std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0});
}

void Witness::look_into_mailbox(Store& store, std::uint64_t n, CaseWorld& seen) const {
    const auto mailbox = store.mailbox(id('s', n));
    ASSERT_TRUE(mailbox) << explain(mailbox.error());
    std::size_t copies = 0;
    for (const Message& message : *mailbox) {
        EXPECT_EQ(message.sealed, sealed_message(message_number(message.id), seen.keys))
            << "sealed to a key that the case does not have, case " << n;
        if (message.kind == "alert") seen.alert = true;
        if (message.kind == "withdrawn_copy") ++copies;
    }
    for (std::size_t i = 0; i < items_a_case; ++i) {
        const bool has_copy = std::ranges::any_of(*mailbox, [&](const Message& message) {
            return message.kind == "withdrawn_copy" && message.item == id('i', item_number(n, i));
        });
        EXPECT_EQ(has_copy, seen.items[i].life == ItemLife::withdrawn) << "the way back of item " << item_number(n, i);
    }
    EXPECT_EQ(mailbox->size(), copies + (seen.alert ? 1 : 0)) << "case " << n;
}

void Witness::look(Store& store, std::uint64_t n, const Trail& trail, CaseWorld& seen) const {
    const auto submission = store.submission(id('s', n));
    ASSERT_TRUE(submission) << explain(submission.error());
    seen.present = submission->has_value();
    seen.ended = trail.ended.contains(to_hex(id('s', n)));
    for (std::size_t i = 0; i < items_a_case; ++i) {
        const auto read = store.item(id('i', item_number(n, i)));
        ASSERT_TRUE(read) << explain(read.error());
        seen.items[i].life = life_of(*read);
        EXPECT_TRUE(seen.present || !*read) << "an item without its case, case " << n;
        if (*read) {
            const bool whole = seen.items[i].life == ItemLife::active || seen.items[i].life == ItemLife::disputed;
            EXPECT_EQ((*read)->signals, whole ? item(item_number(n, i)).item.signals : std::vector<Signal>{})
                << "item " << item_number(n, i);
        }
        const auto decisions = trail.decisions.find(to_hex(id('i', item_number(n, i))));
        if (decisions != trail.decisions.end()) seen.items[i].decisions = static_cast<std::uint8_t>(decisions->second);
    }
    if (!seen.present) {
        EXPECT_FALSE(store.case_by_read_key(keys_of(n, 0).read)) << "the key of a case that is gone, case " << n;
        return;
    }
    const Submission& found = **submission;
    while (seen.keys < most_rotations && keys_of(n, seen.keys).read != found.read_key_hash) ++seen.keys;
    const CaseKeys keys = keys_of(n, seen.keys);
    EXPECT_EQ(found.withdraw_key_hash, keys.withdraw) << "keys of two generations, case " << n;
    EXPECT_EQ(found.mailbox_key, keys.mailbox) << "keys of two generations, case " << n;
    if (seen.keys > 0) {
        EXPECT_FALSE(store.case_by_read_key(keys_of(n, seen.keys - 1).read)) << "a key that was replaced, case " << n;
    }
    const auto view = store.case_by_withdraw_key(keys.withdraw);
    ASSERT_TRUE(view) << explain(view.error());
    EXPECT_EQ(view->submission.id, id('s', n));
    for (const Feedback& said : view->feedback) {
        const std::size_t which = said.item == id('i', n) ? 0 : 1;
        EXPECT_EQ(said.item, id('i', item_number(n, which)));
        seen.items[which].verdict = static_cast<std::uint8_t>(said.verdict);
    }
    look_into_mailbox(store, n, seen);
}

void Witness::check_cases(Store& store) {
    std::map<Id128, std::vector<Signal>> matching;
    std::set<Code256> codes;
    const auto position = store.snapshot(
        [&](const Item& one) {
            matching[one.id] = one.signals;
            for (const Signal& signal : one.signals) codes.insert(signal.code);
        },
        [](const Sighting&) {});
    ASSERT_TRUE(position) << explain(position.error());
    const auto entries = store.audit_tail(1'000'000);
    ASSERT_TRUE(entries) << explain(entries.error());
    Trail trail;
    for (const AuditEntry& entry : *entries) {
        if (entry.action.starts_with("item.")) ++trail.decisions[entry.subject];
        if (entry.action == "case.erase") trail.ended.insert(entry.subject);
    }

    std::size_t active = 0;
    for (auto& [n, known] : cases_) {
        CaseWorld seen;
        look(store, n, trail, seen);
        if (testing::Test::HasFatalFailure()) return;
        std::set<CaseWorld> left;
        for (const CaseWorld& world : known.may_be) {
            if (visible(world) == seen) left.insert(world);
        }
        EXPECT_FALSE(left.empty()) << "case " << n << " is " << seen << "\nand may be "
                                   << testing::PrintToString(known.may_be);
        known = {.may_be = std::move(left), .before = {}};

        for (std::size_t i = 0; i < items_a_case; ++i) {
            const std::uint64_t number = item_number(n, i);
            const bool matches = seen.items[i].life == ItemLife::active;
            EXPECT_EQ(matching.contains(id('i', number)), matches) << "item " << number;
            if (matches) {
                ++active;
                EXPECT_EQ(matching[id('i', number)], item(number).item.signals) << "item " << number;
                continue;
            }
            for (const Signal& signal : item(number).item.signals) {
                EXPECT_FALSE(codes.contains(signal.code)) << "a code that must not match does, item " << number;
            }
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
    for (const auto& [n, known] : cases_) {
        if (known.may_be.empty()) continue;
        const CaseWorld& world = *known.may_be.begin();  // they differ in what does not show
        for (std::size_t i = 0; i < items_a_case; ++i) {
            const Id128 item = id('i', item_number(n, i));
            const ItemLife life = world.items[i].life;
            if (life != ItemLife::none) {
                EXPECT_TRUE(added.contains(item)) << "followers never hear of item " << item_number(n, i);
            }
            if (life != ItemLife::active && added.contains(item)) {
                EXPECT_EQ(last[item], EventKind::item_changed) << "followers keep item " << item_number(n, i);
            }
        }
        EXPECT_EQ(last.contains(id('s', n)), !world.present && added.contains(id('i', n)))
            << "the end of case " << n << " is in the log, and only an end";
    }
    for (const auto& [n, there] : sightings_) {
        EXPECT_EQ(last.contains(id('g', n)), there.contains(true)) << "sighting " << n;
    }
}

void Witness::check_seals(Store& store) {
    const auto head = store.seal_head();
    ASSERT_TRUE(head) << explain(head.error());
    const auto entries = store.seal_entries(0, 1'000'000);
    ASSERT_TRUE(entries) << explain(entries.error());
    EXPECT_EQ(head->size, entries->size());
    EXPECT_EQ(head->checkpoint, toy_checkpoint(*entries)) << "the head is not that of its entries";
    const auto hashes = store.seal_hashes(0, 0, 1'000'000);
    ASSERT_TRUE(hashes) << explain(hashes.error());
    ASSERT_EQ(hashes->size(), entries->size());
    std::set<Digest256> found;
    for (std::size_t i = 0; i < entries->size(); ++i) {
        EXPECT_EQ((*entries)[i].index, i) << "the log of seals has a gap";
        EXPECT_EQ((*hashes)[i], (*entries)[i].seal);
        EXPECT_TRUE(i == 0 || (*entries)[i - 1].received <= (*entries)[i].received) << "time went back";
        EXPECT_TRUE(found.insert((*entries)[i].seal).second) << "a seal stands in the log twice";
        if (i < seal_log_.size()) {
            EXPECT_EQ((*entries)[i], seal_log_[i]) << "the log has forked";
        }
    }
    EXPECT_GE(entries->size(), seal_log_.size()) << "the log has lost entries";
    seal_log_ = *entries;
    for (auto& [n, may_be] : seals_) {
        const bool there = found.contains(toy_seal(n).seal);
        EXPECT_TRUE(may_be.contains(there)) << "seal " << n;
        may_be = {there};
    }
}

void Witness::check(Store& store, const std::filesystem::path& path) {
    check_cases(store);
    check_sightings(store);
    check_log(store);
    check_seals(store);
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
