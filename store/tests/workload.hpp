// SPDX-License-Identifier: Apache-2.0
// A service's day in miniature: random submissions, withdrawals, undos, erasures, sightings, matches, scrubbing.
#pragma once

#include <functional>
#include <map>
#include <random>

#include "holdfast/store/store.hpp"
#include "witness.hpp"

namespace holdfast::store {

struct Reporter {
    std::function<void(Deed, std::uint64_t)> intended;
    std::function<void(Deed, std::uint64_t)> acknowledged;
};

class Workload {
  public:
    /// Uses the numbers from `first` on, for its cases, items and sightings.
    Workload(std::uint64_t seed, std::uint64_t first) : draw_(seed), first_(first), next_(first) {}

    /// Does one random thing, reporting before and, where the store says that it was done, after.
    void step(Store& store, const Reporter& reporter);

  private:
    enum class Life : std::uint8_t { active, withdrawn, erased };

    void change(Store& store, const Reporter& reporter, std::uint64_t n);

    std::mt19937_64 draw_;
    std::uint64_t first_;
    std::uint64_t next_;
    std::uint64_t sightings_ = 0;
    std::uint64_t followed_ = 0;
    std::map<std::uint64_t, Life> lives_;
};

}  // namespace holdfast::store
