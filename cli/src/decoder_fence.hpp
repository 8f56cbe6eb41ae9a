// SPDX-License-Identifier: Apache-2.0
// What a process that decodes pictures may still ask of the kernel: memory that is not executable, threads, time, and
// to read and write what is open already. Everything else is refused with EPERM: files, sockets, programs, signals to
// others.
#pragma once

namespace holdfast::cli {

/// Holds for all threads, for good; put up while there is one. `memory_refused` is called in the thread that the kernel
/// first gives no memory to (RLIMIT_AS), in a signal handler, and does not return. False when the kernel would not have
/// it, or on a processor that there is no list for (there is one for x86-64 and for arm64).
[[nodiscard]] bool put_up_decoder_fence(void (*memory_refused)()) noexcept;

}  // namespace holdfast::cli
