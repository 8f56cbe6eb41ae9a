// SPDX-License-Identifier: Apache-2.0
// Ctrl-C and SIGTERM as a question that loops ask between two units of work, so that a running write is finished or
// rolled back. A second signal ends the process at once.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <span>

namespace holdfast::cli {

/// Once, from main.
void watch_for_interrupts() noexcept;
[[nodiscard]] bool is_interrupted() noexcept;
/// exit_interrupted or exit_terminated, by the signal that came.
[[nodiscard]] int interrupted_exit() noexcept;

/// For poll(): readable once a signal has come, and then for good, as nobody reads from it. -1 where there is none.
[[nodiscard]] int interrupt_descriptor() noexcept;

/// read(2), which ends with EINTR once a signal has come, also while it waits, and is begun again after any other
/// interruption.
[[nodiscard]] ssize_t read_unless_interrupted(int descriptor, std::span<std::byte> out) noexcept;

}  // namespace holdfast::cli
