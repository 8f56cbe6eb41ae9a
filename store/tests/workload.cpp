// SPDX-License-Identifier: Apache-2.0
#include "workload.hpp"

#include <algorithm>

#include "toy_log.hpp"

namespace holdfast::store {

using namespace sample;

void Workload::act(const Reporter& reporter, const Act& act, const std::function<bool()>& done) {
    reporter.intended(act);
    if (!done()) return;
    reporter.acknowledged(act);
    if (act.deed == Deed::sighting || act.deed == Deed::seal) return;
    const std::uint64_t n = case_of(act.n);
    const auto known = cases_.find(n);
    const auto world = after(known == cases_.end() ? CaseWorld{} : known->second, act);
    if (!world) return;  // an earlier deed that was not acknowledged had been done: the witness looks into that
    if (world->present) {
        cases_[n] = *world;
    } else {
        cases_.erase(n);
    }
}

std::uint64_t Workload::some_item(std::uint64_t n) {
    const bool second = cases_[n].items[1].life != ItemLife::none && draw_() % 2 == 0;
    return item_number(n, second ? 1 : 0);
}

void Workload::submit(Store& store, const Reporter& reporter) {
    const std::uint64_t n = next_++;
    auto fresh = submission(n, {item(n)});
    fresh.receipt = receipt(3 * n + 1);
    fresh.proof = SpentProof{.challenge = digest(n, 9), .expires = at(60'000)};
    act(reporter, {.n = n, .deed = Deed::submit}, [&] { return store.submit(fresh).has_value(); });
}

void Workload::add(Store& store, const Reporter& reporter, std::uint64_t n) {
    if (cases_[n].items[1].life != ItemLife::none) return;
    act(reporter, {.n = n, .deed = Deed::add}, [&] {
        return store
            .add_items({.submission = id('s', n),
                        .opened_with = keys_of(n, cases_[n].keys).read,
                        .items = {item(item_number(n, 1))},
                        .max_items = items_a_case,
                        .proof = SpentProof{.challenge = digest(n, 10), .expires = at(60'000)},
                        .receipt = receipt(3 * n + 2),
                        .at = at(50)})
            .has_value();
    });
}

void Workload::change(Store& store, const Reporter& reporter, std::uint64_t n) {
    const CaseKeys keys = keys_of(n, cases_[n].keys);
    if (draw_() % 6 == 0) {
        act(reporter, {.n = n, .deed = Deed::erase}, [&] {
            return store
                .erase_case({.submission = id('s', n),
                             .opened_with = keys.withdraw,
                             .feed = {},
                             .receipt = receipt(3 * n, at(50)),
                             .at = at(50)})
                .has_value();
        });
        return;
    }
    const std::uint64_t number = some_item(n);
    if (cases_[n].items[which_of(number)].life == ItemLife::withdrawn) {
        auto back = restoration(n, {number});
        back.opened_with = keys.read;
        act(reporter, {.n = number, .deed = Deed::restore}, [&] { return store.restore(back).has_value(); });
    } else {
        auto out = withdrawal(n, {number});
        out.opened_with = keys.withdraw;
        Message& copy = out.items[0].copy;
        copy.sealed = sealed_message(message_number(copy.id), cases_[n].keys);
        out.receipt = receipt(draw_());
        act(reporter, {.n = number, .deed = Deed::withdraw}, [&] { return store.withdraw(out).has_value(); });
    }
}

void Workload::decide(Store& store, const Reporter& reporter, std::uint64_t n) {
    const std::uint64_t number = some_item(n);
    const ItemLife life = cases_[n].items[which_of(number)].life;
    if (life != ItemLife::active && life != ItemLife::disputed) return;
    const bool for_good = draw_() % 4 == 0;
    const ItemState from = life == ItemLife::active ? ItemState::active : ItemState::disputed;
    const ItemState state = for_good                   ? ItemState::expired
                            : life == ItemLife::active ? ItemState::disputed
                                                       : ItemState::active;
    const Deed deed = for_good ? Deed::expire : life == ItemLife::active ? Deed::dispute : Deed::release;
    act(reporter, {.n = number, .deed = deed}, [&] {
        return store
            .change_state({.item = id('i', number),
                           .from = from,
                           .state = state,
                           .reason = state == ItemState::active ? "" : "appeal",
                           .feed = feed_time(1500),
                           .actor = "operator",
                           .at = at(1500)})
            .has_value();
    });
}

void Workload::end(Store& store, const Reporter& reporter, std::uint64_t n) {
    CaseEnding ending{.submission = id('s', n), .feed = {}, .actor = "operator", .at = at(3000)};
    if (draw_() % 2 == 0) {
        ending.actor = "service";
        ending.unopened_since = UnixMillis{day_of(at(0)).value + day_millis};
    }
    act(reporter, {.n = n, .deed = Deed::end}, [&] { return store.end_case(ending).has_value(); });
}

void Workload::rotate(Store& store, const Reporter& reporter, std::uint64_t n) {
    const unsigned old = cases_[n].keys;
    const auto mailbox = store.mailbox(id('s', n));
    if (!mailbox || old + 1 >= most_rotations) return;
    const CaseKeys fresh = keys_of(n, old + 1);
    KeyRotation rotation{.submission = id('s', n),
                         .opened_with = keys_of(n, old).withdraw,
                         .read_key_hash = fresh.read,
                         .withdraw_key_hash = fresh.withdraw,
                         .mailbox_key = fresh.mailbox,
                         .resealed = *mailbox,
                         .receipt = receipt(draw_()),
                         .at = at(700)};
    for (Message& message : rotation.resealed) message.sealed = sealed_message(message_number(message.id), old + 1);
    act(reporter, {.n = n, .deed = Deed::rotate, .detail = static_cast<std::uint8_t>(old + 1)},
        [&] { return store.rotate_keys(rotation).has_value(); });
}

void Workload::match(Store& store, const Reporter& reporter) {
    // A sighting of the newest item that is active and was not met before.
    const auto newest = std::find_if(cases_.rbegin(), cases_.rend(), [](const auto& entry) {
        return entry.second.items[0].life == ItemLife::active && !entry.second.matched;
    });
    if (newest == cases_.rend() || sightings_ == 0) return;
    const auto& [n, world] = *newest;
    Alert told = alert(alert_number(n), n);
    told.mailbox_key = keys_of(n, world.keys).mailbox;
    told.message.sealed = sealed_message(alert_number(n), world.keys);
    const MatchBatch batch{.followed_to = ++followed_,
                           .matches = {{.item = id('i', n), .sighting = id('g', first_), .distance = 3, .at = at(600)}},
                           .alerts = {told}};
    act(reporter, {.n = n, .deed = Deed::match}, [&] {
        const auto fresh = store.record_matches(batch);
        return fresh && *fresh == 1;
    });
}

void Workload::tidy(Store& store, const Reporter& reporter) {
    const auto alerted = std::ranges::find_if(cases_, [](const auto& entry) { return entry.second.alert; });
    if (alerted == cases_.end()) return;
    const std::uint64_t n = alerted->first;
    act(reporter, {.n = n, .deed = Deed::tidy}, [&] {
        return store.delete_message(id('s', n), keys_of(n, cases_[n].keys).read, id('m', alert_number(n))).has_value();
    });
}

void Workload::give_feedback(Store& store, const Reporter& reporter, std::uint64_t n) {
    const std::uint64_t number = some_item(n);
    const auto verdict = static_cast<std::uint8_t>(1 + draw_() % 3);
    act(reporter, {.n = number, .deed = Deed::feedback, .detail = verdict}, [&] {
        return store
            .give_feedback({.feedback = {.partner = id('p', 1),
                                         .item = id('i', number),
                                         .verdict = static_cast<Verdict>(verdict),
                                         .at = at(800)},
                            .receipt = receipt(draw_())})
            .has_value();
    });
}

void Workload::step(Store& store, const Reporter& reporter) {
    const std::uint64_t choice = draw_() % 31;
    if (choice < 8 || cases_.empty()) return submit(store, reporter);
    const std::uint64_t n = std::next(cases_.begin(), static_cast<std::ptrdiff_t>(draw_() % cases_.size()))->first;
    if (choice < 13) return change(store, reporter, n);
    if (choice < 15) {
        const std::uint64_t g = first_ + sightings_++;
        return act(reporter, {.n = g, .deed = Deed::sighting},
                   [&] { return store.report_sighting(sighting(g)).has_value(); });
    }
    if (choice < 17) return match(store, reporter);
    if (choice < 19) return add(store, reporter, n);
    if (choice < 21) return decide(store, reporter, n);
    if (choice < 23) return rotate(store, reporter, n);
    if (choice == 23) return give_feedback(store, reporter, n);
    if (choice == 24) return tidy(store, reporter);
    if (choice == 25) return end(store, reporter, n);
    if (choice > 27) {
        const std::uint64_t s = first_ + seals_++;
        return act(reporter, {.n = s, .deed = Deed::seal}, [&] { return store.log_seal(toy_seal(s)).has_value(); });
    }
    if (choice == 26) {
        static_cast<void>(store.scrub());
    } else {
        static_cast<void>(store.feed({}, at(5000), 50));
    }
}

}  // namespace holdfast::store
