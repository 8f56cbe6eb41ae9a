// SPDX-License-Identifier: Apache-2.0
// Ctrl-C and SIGTERM as a question that loops ask between two units of work, so that a running write is finished or
// rolled back. A second signal ends the process at once.
#pragma once

namespace holdfast::cli {

/// Once, from main.
void watch_for_interrupts() noexcept;
[[nodiscard]] bool is_interrupted() noexcept;
/// exit_interrupted or exit_terminated, by the signal that came.
[[nodiscard]] int interrupted_exit() noexcept;

}  // namespace holdfast::cli
