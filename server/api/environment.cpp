// SPDX-License-Identifier: Apache-2.0
#include "holdfast/server/environment.hpp"

#include <sodium.h>

#include <chrono>
#include <cstdlib>
#include <ctime>

namespace holdfast::server {
namespace {

class SystemClock final : public Clock {
  public:
    [[nodiscard]] UnixMillis now() const noexcept override {
        const auto since = std::chrono::system_clock::now().time_since_epoch();
        return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
    }
    // Not CLOCK_MONOTONIC: a node that wakes from sleep must see that it lags.
    [[nodiscard]] std::int64_t steady_millis() const noexcept override {
        std::timespec time{};
        clock_gettime(CLOCK_BOOTTIME, &time);
        return static_cast<std::int64_t>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
    }
};

class SystemRandom final : public Random {
  public:
    SystemRandom() {
        if (sodium_init() < 0) {
            std::abort();  // no source of randomness: nothing here may run without one
        }
    }
    void fill(std::span<std::byte> out) noexcept override { randombytes_buf(out.data(), out.size()); }
};

}  // namespace

Id128 random_id(Random& random) noexcept {
    Id128 id;
    random.fill(id.bytes);
    return id;
}

std::uint64_t random_u64(Random& random) noexcept {
    std::uint64_t value = 0;
    random.fill(std::as_writable_bytes(std::span(&value, 1)));
    return value;
}

std::uint64_t random_below(Random& random, std::uint64_t bound) noexcept {
    if (bound == 0) {
        return 0;
    }
    const std::uint64_t reject_below = (0 - bound) % bound;  // 2^64 mod bound
    std::uint64_t value = random_u64(random);
    while (value < reject_below) {
        value = random_u64(random);
    }
    return value % bound;
}

std::unique_ptr<Clock> make_system_clock() {
    return std::make_unique<SystemClock>();
}

std::unique_ptr<Random> make_system_random() {
    return std::make_unique<SystemRandom>();
}

}  // namespace holdfast::server
