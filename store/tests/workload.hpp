// SPDX-License-Identifier: Apache-2.0
// A service's day in miniature: random submissions, more items, withdrawals, undos, new keys, erasures, sightings,
// matches, feedback, seals, tidied mailboxes, an operator's decisions and endings, scrubbing.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <random>

#include "case_world.hpp"
#include "holdfast/store/store.hpp"

namespace holdfast::store {

struct Reporter {
    std::function<void(const Act&)> intended;
    std::function<void(const Act&)> acknowledged;
};

class Workload {
  public:
    /// Uses the numbers from `first` on, for its cases, items and sightings.
    Workload(std::uint64_t seed, std::uint64_t first) : draw_(seed), first_(first), next_(first) {}

    /// Does one random thing, reporting before and, where the store says that it was done, after.
    void step(Store& store, const Reporter& reporter);

  private:
    /// Reports `act`, does it, and keeps what it makes of the case.
    void act(const Reporter& reporter, const Act& act, const std::function<bool()>& done);

    void submit(Store& store, const Reporter& reporter);
    void add(Store& store, const Reporter& reporter, std::uint64_t n);
    /// Withdraws, brings back or erases.
    void change(Store& store, const Reporter& reporter, std::uint64_t n);
    void decide(Store& store, const Reporter& reporter, std::uint64_t n);
    void end(Store& store, const Reporter& reporter, std::uint64_t n);
    void rotate(Store& store, const Reporter& reporter, std::uint64_t n);
    void match(Store& store, const Reporter& reporter);
    void tidy(Store& store, const Reporter& reporter);
    void give_feedback(Store& store, const Reporter& reporter, std::uint64_t n);
    /// The number of one of the items that case n has.
    [[nodiscard]] std::uint64_t some_item(std::uint64_t n);

    std::mt19937_64 draw_;
    std::uint64_t first_;
    std::uint64_t next_;
    std::uint64_t sightings_ = 0;
    std::uint64_t seals_ = 0;
    std::uint64_t followed_ = 0;
    std::map<std::uint64_t, CaseWorld> cases_;  // that are there, as far as the store has said so
};

}  // namespace holdfast::store
