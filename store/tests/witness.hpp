// SPDX-License-Identifier: Apache-2.0
// Remembers what a store acknowledged, and checks a store that was reopened after a kill, a power cut or a fault.
//
// A call that was started and never acknowledged may have happened or not, but nothing in between.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>

#include "holdfast/store/store.hpp"

namespace holdfast::store {

/// What a workload does with case n and its item n, or with sighting n.
enum class Deed : std::uint8_t { submit, withdraw, restore, erase, sighting, match };

class Witness {
  public:
    void intended(Deed deed, std::uint64_t n);
    void acknowledged(Deed deed, std::uint64_t n);

    /// Fails the running test where the store is not what it must be. `path` is the database, read behind its back.
    /// What was open before is settled after: the next check starts from what was found.
    void check(Store& store, const std::filesystem::path& path);

    [[nodiscard]] std::uint64_t acknowledgements() const noexcept { return acknowledgements_; }
    /// Codes of items that are certainly withdrawn or erased.
    [[nodiscard]] std::vector<Code256> gone_codes() const;

  private:
    enum class Life : std::uint8_t { absent, active, withdrawn };

    void check_items(Store& store);
    void check_sightings(Store& store);
    void check_log(Store& store);

    std::map<std::uint64_t, std::set<Life>> items_;      // what item n may be
    std::map<std::uint64_t, std::set<bool>> sightings_;  // whether sighting n may be there
    std::map<std::uint64_t, std::set<bool>> alerts_;     // whether the alert of match n may be there
    std::uint64_t acknowledgements_ = 0;
};

}  // namespace holdfast::store
