// SPDX-License-Identifier: Apache-2.0
// Time and randomness as arguments, so that tests choose both.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "holdfast/core/identifier.hpp"

namespace holdfast::server {

/// Thread safe.
class Clock {
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual UnixMillis now() const noexcept = 0;
    /// Milliseconds that never go back and go on while the machine sleeps; of no known beginning.
    [[nodiscard]] virtual std::int64_t steady_millis() const noexcept = 0;
};

/// Unpredictable bytes. Thread safe.
class Random {
  public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::byte> out) noexcept = 0;
};

[[nodiscard]] Id128 random_id(Random& random) noexcept;
[[nodiscard]] std::uint64_t random_u64(Random& random) noexcept;
/// Uniform over 0 .. bound - 1, without the bias of a plain remainder; 0 when bound is 0.
[[nodiscard]] std::uint64_t random_below(Random& random, std::uint64_t bound) noexcept;

[[nodiscard]] std::unique_ptr<Clock> make_system_clock();
[[nodiscard]] std::unique_ptr<Random> make_system_random();

}  // namespace holdfast::server
