// SPDX-License-Identifier: Apache-2.0
#include "interrupt.hpp"

#include <csignal>

#include "exit_code.hpp"

namespace holdfast::cli {
namespace {

// The one global that changes: a signal handler has nowhere else to write.
volatile std::sig_atomic_t received = 0;

extern "C" void note_signal(int number) {
    received = number;
    std::signal(number, SIG_DFL);
}

}  // namespace

void watch_for_interrupts() noexcept {
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

}  // namespace holdfast::cli
