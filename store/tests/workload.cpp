// SPDX-License-Identifier: Apache-2.0
#include "workload.hpp"

#include <algorithm>

#include "sample.hpp"

namespace holdfast::store {

using namespace sample;

namespace {

// Beyond the numbers of withdrawn copies.
constexpr std::uint64_t alert_numbers = 1'000'000'000'000;

}  // namespace

void Workload::change(Store& store, const Reporter& reporter, std::uint64_t n) {
    Life& life = lives_[n];
    if (life == Life::erased) return;
    const bool erase = draw_() % 6 == 0;
    const Deed deed = erase ? Deed::erase : life == Life::active ? Deed::withdraw : Deed::restore;
    reporter.intended(deed, n);
    bool done = false;
    if (erase) {
        done = store
                   .erase_case({.submission = id('s', n),
                                .opened_with = digest(n, 2),
                                .feed = {},
                                .receipt = receipt(3 * n, at(50)),
                                .at = at(50)})
                   .has_value();
    } else if (life == Life::active) {
        auto out = withdrawal(n, {n});
        out.receipt = receipt(draw_());
        done = store.withdraw(out).has_value();
    } else {
        done = store.restore(restoration(n, {n})).has_value();
    }
    if (!done) return;
    life = erase ? Life::erased : life == Life::active ? Life::withdrawn : Life::active;
    reporter.acknowledged(deed, n);
}

void Workload::step(Store& store, const Reporter& reporter) {
    const std::uint64_t choice = draw_() % 20;
    if (choice < 7 || lives_.empty()) {
        const std::uint64_t n = next_++;
        auto fresh = submission(n, {item(n)});
        fresh.receipt = receipt(3 * n + 1);
        fresh.proof = SpentProof{.challenge = digest(n, 9), .expires = at(60'000)};
        reporter.intended(Deed::submit, n);
        if (!store.submit(fresh)) return;
        lives_[n] = Life::active;
        reporter.acknowledged(Deed::submit, n);
    } else if (choice < 13) {
        change(store, reporter, std::next(lives_.begin(), static_cast<std::ptrdiff_t>(draw_() % lives_.size()))->first);
    } else if (choice < 16) {
        const std::uint64_t n = first_ + sightings_++;
        reporter.intended(Deed::sighting, n);
        if (store.report_sighting(sighting(n))) reporter.acknowledged(Deed::sighting, n);
    } else if (choice < 18) {
        // A sighting of the newest item that is active.
        const auto newest = std::find_if(lives_.rbegin(), lives_.rend(),
                                         [](const auto& entry) { return entry.second == Life::active; });
        if (newest == lives_.rend() || sightings_ == 0) return;
        const std::uint64_t n = newest->first;
        reporter.intended(Deed::match, n);
        const MatchBatch batch{
            .followed_to = ++followed_,
            .matches = {{.item = id('i', n), .sighting = id('g', first_), .distance = 3, .at = at(600)}},
            .alerts = {alert(alert_numbers + n, n)}};
        const auto fresh = store.record_matches(batch);
        if (fresh && *fresh == 1) reporter.acknowledged(Deed::match, n);
    } else if (choice == 18) {
        static_cast<void>(store.scrub());
    } else {
        static_cast<void>(store.feed({}, at(5000), 50));
    }
}

}  // namespace holdfast::store
