// SPDX-License-Identifier: Apache-2.0
// What goes to a process apart and comes back: memory that nobody changes any more, and a pipe that is read with
// patience, but not for ever.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>

#include "apart_process.hpp"

namespace holdfast::cli {

/// Memory with `bytes`, sealed: it can be mapped. Not open where it could not be had.
[[nodiscard]] ApartDescriptor sealed_memory(const char* name, std::span<const std::byte> bytes) noexcept;

class PatientPipe {
  public:
    enum class State : std::uint8_t { whole, ended, out_of_time, interrupted };

    /// `patience` is for all that is read. `pipe` is not owned.
    PatientPipe(const ApartDescriptor& pipe, std::chrono::milliseconds patience) noexcept
        : pipe_(pipe), left_(patience) {}

    /// Fills `out`. `interrupted` once a signal has come (interrupt.hpp).
    [[nodiscard]] State read(std::span<std::byte> out) noexcept;

  private:
    State wait() noexcept;
    const ApartDescriptor& pipe_;
    std::chrono::nanoseconds left_;
};

}  // namespace holdfast::cli
