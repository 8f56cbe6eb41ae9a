// SPDX-License-Identifier: Apache-2.0
// How hard the proof of work is: it rises with the rate of submissions, so that a flood pays for itself and a quiet day
// costs a phone next to nothing. Knows a rate, and nobody's address.
#pragma once

#include <cstdint>
#include <mutex>

#include "api/settings.hpp"

namespace holdfast::server::api {

/// Thread safe.
class FloodGauge {
  public:
    explicit FloodGauge(const ApiSettings& settings)
        : least_(settings.least_difficulty),
          most_(settings.most_difficulty),
          quiet_(settings.quiet_submissions_per_minute) {}

    /// A submission was written, and its proof spent. What is refused or repeated is not counted: one proof sent again
    /// and again would make everybody else's harder.
    void count(std::int64_t steady_millis);
    /// Leading zero bits to ask for now.
    [[nodiscard]] unsigned difficulty(std::int64_t steady_millis) const;

  private:
    [[nodiscard]] double rate_at(std::int64_t steady_millis) const;
    unsigned least_;
    unsigned most_;
    std::uint32_t quiet_;
    mutable std::mutex mutex_;
    double rate_ = 0;  // a minute, decaying; as of at_
    std::int64_t at_ = 0;
};

}  // namespace holdfast::server::api
