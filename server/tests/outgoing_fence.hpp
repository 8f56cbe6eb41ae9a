// SPDX-License-Identifier: Apache-2.0
// A process that speaks to nobody who did not speak to it first: the kernel ends it, and every program that it becomes,
// at the first system call that reaches out.
#pragma once

namespace holdfast::server {

/// From here on connect(), a socket that is no TCP socket, a datagram, and io_uring (which could do all of these
/// unseen) end the process with SIGSYS. Listening and answering go on. False where the kernel knows no such filter; for
/// the child of a fork, before it executes a program.
[[nodiscard]] bool put_up_outgoing_fence() noexcept;

}  // namespace holdfast::server
