// SPDX-License-Identifier: Apache-2.0
// A token bucket in one atomic word (the generic cell rate algorithm): `rate` requests a second, bursts of two seconds'
// worth.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>

namespace holdfast::server::jobs {

class RateCell {
  public:
    /// 0 when the request may go ahead (and is counted), else the milliseconds after which the next one may.
    /// Precondition: rate > 0.
    [[nodiscard]] std::int64_t take(std::int64_t steady_millis, std::uint32_t rate) noexcept {
        const std::int64_t now = steady_millis * micros_per_milli;
        const std::int64_t cost = std::max<std::int64_t>(micros_per_second / rate, 1);
        const std::int64_t burst = std::max(burst_seconds * micros_per_second, cost);
        std::int64_t due = due_.load(std::memory_order_relaxed);
        while (true) {
            const std::int64_t next = std::max(due, now) + cost;
            if (next - now > burst) {
                return (next - now - burst) / micros_per_milli + 1;
            }
            if (due_.compare_exchange_weak(due, next, std::memory_order_relaxed)) {
                return 0;
            }
        }
    }

  private:
    static constexpr std::int64_t micros_per_milli = 1000;
    static constexpr std::int64_t micros_per_second = 1'000'000;
    static constexpr std::int64_t burst_seconds = 2;
    std::atomic<std::int64_t> due_{0};  // microseconds at which all that was taken will have been paid for
};

}  // namespace holdfast::server::jobs
