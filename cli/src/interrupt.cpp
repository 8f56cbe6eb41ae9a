// SPDX-License-Identifier: Apache-2.0
#include "interrupt.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>

#include "exit_code.hpp"

namespace holdfast::cli {
namespace {

// The globals that change: a signal handler has nowhere else to write. Threads read it, so it is atomic; a handler may
// write none that takes a lock.
std::atomic<int> received = 0;
static_assert(std::atomic<int>::is_always_lock_free);
// A signal puts a byte in, so that a poll() that was about to begin sees it too. Without it, one end is as good as
// none.
std::array<int, 2> wake_pipe{-1, -1};

extern "C" void note_signal(int number) {
    const int error_before = errno;
    received = number;
    std::signal(number, SIG_DFL);
    [[maybe_unused]] const ssize_t put = ::write(wake_pipe[1], "", 1);
    errno = error_before;
}

}  // namespace

void watch_for_interrupts() noexcept {
    if (::pipe2(wake_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) wake_pipe = {-1, -1};
    struct sigaction action{};
    action.sa_handler = note_signal;
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

bool is_interrupted() noexcept {
    return received != 0;
}

int interrupted_exit() noexcept {
    return received == SIGTERM ? exit_terminated : exit_interrupted;
}

int interrupt_descriptor() noexcept {
    return wake_pipe[0];
}

ssize_t read_unless_interrupted(int descriptor, std::span<std::byte> out) noexcept {
    while (true) {
        std::array<pollfd, 2> either{pollfd{.fd = descriptor, .events = POLLIN, .revents = 0},
                                     pollfd{.fd = wake_pipe[0], .events = POLLIN, .revents = 0}};
        // What poll() cannot say of the descriptor, read() will.
        [[maybe_unused]] const int ready = ::poll(either.data(), either.size(), -1);
        if (is_interrupted()) {
            errno = EINTR;
            return -1;
        }
        if (ready < 0 && errno == EINTR) continue;
        const ssize_t got = ::read(descriptor, out.data(), out.size());
        if (got < 0 && errno == EINTR && !is_interrupted()) continue;
        return got;
    }
}

}  // namespace holdfast::cli
