// SPDX-License-Identifier: Apache-2.0
// What the process that asks for time stamps may still do: look names up, speak TCP and UDP, read what both need, start
// threads. It writes no file, starts no program, listens to nobody, reaches no other process, and reads nothing but the
// system's own settings, libraries and certificates: not the service's database.
#pragma once

namespace holdfast::cli {

/// Holds for all threads, for good; put up while there is one. False when the kernel would not have it, or on a
/// processor that there is no list of calls for. A kernel without Landlock cannot keep it from reading files that the
/// service may read; all the rest holds there, too.
[[nodiscard]] bool put_up_time_stamp_fence() noexcept;

}  // namespace holdfast::cli
