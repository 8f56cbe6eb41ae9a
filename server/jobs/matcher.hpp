// SPDX-License-Identifier: Apache-2.0
// Brings together what was submitted and what was met, in log order, and leaves an alert for each new pair.
//
// An event of an item searches the sightings, an event of a sighting searches the items; both indexes stand at or after
// the event when that happens. So of two that are written at the same time the later one finds the earlier, and no pair
// is missed. Whatever is found again is skipped by the store, so a kill at any moment costs nothing but work.
#pragma once

#include <cstdint>

#include "holdfast/index/fingerprint_index.hpp"
#include "holdfast/server/environment.hpp"
#include "holdfast/server/log.hpp"
#include "holdfast/store/store.hpp"
#include "jobs/directory.hpp"

namespace holdfast::server::jobs {

/// Used by one thread at a time.
class Matcher {
  public:
    Matcher(store::Store& store, const index::FingerprintIndex& items, const index::FingerprintIndex& sightings,
            const Directory& directory, const Clock& clock, Random& random, Log& log);

    struct Step {
        std::uint64_t position = 0;  ///< followed to here, durably
        std::uint64_t recorded = 0;  ///< new matches
        bool more = false;           ///< there is more to do up to `upto`
    };
    /// Follows some of the log, to `upto` at most. Precondition: both indexes have applied `upto`.
    [[nodiscard]] store::Result<Step> step(std::uint64_t upto);

  private:
    /// Writes `batch`, and gives how many matches were new. Where keys were changed since an alert was sealed, pair by
    /// pair, so that nobody who changes keys again and again keeps the alerts of others waiting; conflict when one pair
    /// was left out for that.
    [[nodiscard]] store::Result<std::uint64_t> record(const store::MatchBatch& batch);
    /// Reads and seals anew just before writing, a few times if need be.
    [[nodiscard]] store::Result<std::uint64_t> record_alone(const store::Match& match);
    [[nodiscard]] store::Result<void> match_item(const Id128& id, store::MatchBatch& batch);
    [[nodiscard]] store::Result<void> match_sighting(const Id128& id, store::MatchBatch& batch);
    [[nodiscard]] store::Result<void> add(const store::Item& item, const store::Sighting& sighting, int distance,
                                          store::MatchBatch& batch);

    store::Store& store_;
    const index::FingerprintIndex& items_;
    const index::FingerprintIndex& sightings_;
    const Directory& directory_;
    const Clock& clock_;
    Random& random_;
    Log& log_;
};

}  // namespace holdfast::server::jobs
