// SPDX-License-Identifier: Apache-2.0
// Cases that nobody opened for as long as the operator says end by themselves, as if their person had deleted them:
// otherwise a case whose keys are lost would be kept for ever.
#pragma once

#include <cstdint>

#include "holdfast/server/environment.hpp"
#include "holdfast/server/log.hpp"
#include "holdfast/store/store.hpp"

namespace holdfast::server::jobs {

/// The day such that a case last opened before it was not opened for `months`. A month counts as 31 days, so that
/// nothing ends sooner than people were told.
[[nodiscard]] constexpr UnixMillis opened_at_latest(UnixMillis now, std::uint32_t months) noexcept {
    return store::day_of({now.value - std::int64_t{months} * 31 * store::day_millis});
}

struct CaseRetentionParts {
    store::Store& store;
    const Clock& clock;
    Random& random;
    Log& log;
    std::uint32_t months = 0;  ///< 0: cases are kept until they are deleted
    /// Each item leaves the feed after its own random delay up to this.
    std::int64_t feed_removed_spread_millis = 0;
};

class CaseRetention {
  public:
    explicit CaseRetention(const CaseRetentionParts& parts) : parts_(parts) {}

    /// Ends what is due, a transaction a case, and gives how many ended. The log gets their number alone.
    [[nodiscard]] store::Result<std::uint64_t> end_unopened();

  private:
    CaseRetentionParts parts_;
};

}  // namespace holdfast::server::jobs
