// SPDX-License-Identifier: Apache-2.0
// Remembers what a store acknowledged, and checks a store that was reopened after a kill, a power cut or a fault.
//
// A call that was started and never acknowledged may have happened or not, but nothing in between: of each case the
// witness knows every state that it may be in.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "case_world.hpp"
#include "holdfast/store/store.hpp"

namespace holdfast::store {

class Witness {
  public:
    void intended(const Act& act);
    void acknowledged(const Act& act);

    /// Fails the running test where the store is not what it must be. `path` is the database, read behind its back.
    /// What was open before is settled after: the next check starts from what was found.
    void check(Store& store, const std::filesystem::path& path);

    [[nodiscard]] std::uint64_t acknowledgements() const noexcept;
    [[nodiscard]] std::uint64_t acknowledgements(Deed deed) const noexcept {
        return counts_[static_cast<std::size_t>(deed)];
    }

  private:
    struct Known {
        std::set<CaseWorld> may_be{CaseWorld{}};
        std::set<CaseWorld> before;  ///< the last deed was begun
    };
    struct Trail {
        std::map<std::string, unsigned> decisions;  ///< by item
        std::set<std::string> ended;
    };

    void check_cases(Store& store);
    void look(Store& store, std::uint64_t n, const Trail& trail, CaseWorld& seen) const;
    void look_into_mailbox(Store& store, std::uint64_t n, CaseWorld& seen) const;
    void check_sightings(Store& store);
    void check_log(Store& store);
    void check_seals(Store& store);

    std::map<std::uint64_t, Known> cases_;
    std::map<std::uint64_t, std::set<bool>> sightings_;  // whether sighting n may be there
    std::map<std::uint64_t, std::set<bool>> seals_;      // the same
    std::vector<LoggedSeal> seal_log_;                   // as it was found last: only more may stand behind it
    std::array<std::uint64_t, kinds_of_deeds> counts_{};
};

}  // namespace holdfast::store
