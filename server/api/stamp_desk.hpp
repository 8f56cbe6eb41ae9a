// SPDX-License-Identifier: Apache-2.0
// Time stamps as the API gives them: one at a time, so that a slow authority holds up one worker and no more; and the
// newest kept in memory, so that a digest that is sent again costs the authority nothing.
#pragma once

#include <atomic>
#include <deque>
#include <mutex>
#include <utility>

#include "holdfast/server/time_stamper.hpp"

namespace holdfast::server::api {

struct Stamped {
    std::string reply;   ///< the authority's, in DER
    bool is_new = true;  ///< the authority was asked for it now
};

/// Thread safe.
class StampDesk {
  public:
    static constexpr std::size_t most_kept = 512;

    /// Without `stamper` there is no authority. It outlives this.
    explicit StampDesk(TimeStamper* stamper) noexcept : stamper_(stamper) {}
    StampDesk(const StampDesk&) = delete;
    StampDesk& operator=(const StampDesk&) = delete;

    [[nodiscard]] bool is_open() const noexcept { return stamper_ != nullptr; }
    /// What is given names `digest` and is at most evidence::most_seal_file_bytes long. Precondition: is_open().
    [[nodiscard]] std::expected<Stamped, TimeStampError> stamp(const Digest256& digest);

  private:
    TimeStamper* stamper_;
    std::atomic<bool> asking_ = false;
    std::mutex kept_mutex_;
    std::deque<std::pair<Digest256, std::string>> kept_;  // newest last
};

}  // namespace holdfast::server::api
