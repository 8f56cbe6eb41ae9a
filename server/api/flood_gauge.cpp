// SPDX-License-Identifier: Apache-2.0
#include "api/flood_gauge.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "holdfast/sealing/challenge.hpp"

namespace holdfast::server::api {

constexpr double minute_millis = 60'000.0;

double FloodGauge::rate_at(std::int64_t steady_millis) const {
    const auto passed = static_cast<double>(std::max<std::int64_t>(steady_millis - at_, 0));
    return rate_ * std::exp(-passed / minute_millis);
}

void FloodGauge::count(std::int64_t steady_millis) {
    const std::lock_guard lock(mutex_);
    rate_ = rate_at(steady_millis) + 1.0;  // in a steady state: the number within the last minute
    at_ = std::max(at_, steady_millis);
}

unsigned FloodGauge::difficulty(std::int64_t steady_millis) const {
    const std::lock_guard lock(mutex_);
    const auto ratio = static_cast<std::uint32_t>(std::min(rate_at(steady_millis) / std::max(quiet_, 1U), 1e9));
    const auto raised = least_ + static_cast<unsigned>(std::bit_width(ratio));
    return std::min({raised, std::max(most_, least_), sealing::max_difficulty});
}

}  // namespace holdfast::server::api
