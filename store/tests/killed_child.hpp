// SPDX-License-Identifier: Apache-2.0
// A child process that writes and reports what it wrote, and is killed at a moment that nothing could prepare for.
#pragma once

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>

namespace holdfast::store {

/// False at the end of what comes.
inline bool read_whole(int pipe, std::span<std::byte> to) {
    while (!to.empty()) {
        const ssize_t more = ::read(pipe, to.data(), to.size());
        if (more <= 0) return false;
        to = to.subspan(static_cast<std::size_t>(more));
    }
    return true;
}

/// Runs `work` in a child, with the end of a pipe to which it writes reports of `report.size()` bytes, each in one
/// write below PIPE_BUF; it must not come back. After 1 to `most` of them, as drawn, it is killed. `heard` is called
/// when one stands in `report`, also for those that were under way then. Fails the running test where the child ended
/// by itself.
template <class Work, class Heard>
void kill_while_it_works(std::mt19937_64& draw, std::uint64_t most, std::span<std::byte> report, Work&& work,
                         Heard&& heard) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        ::close(ends[0]);
        work(ends[1]);
        ::_exit(9);
    }
    ::close(ends[1]);
    // The moment is drawn as a number of reports, and a little more that depends on nothing at all.
    std::uint64_t left = 1 + draw() % most;
    while (read_whole(ends[0], report)) {
        heard();
        if (--left == 0) {
            for (volatile std::uint64_t spin = draw() % 400'000; spin > 0; spin = spin - 1) {
            }
            EXPECT_EQ(::kill(child, SIGKILL), 0);
        }
    }
    ::close(ends[0]);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself with " << WEXITSTATUS(status);
}

}  // namespace holdfast::store
