// SPDX-License-Identifier: Apache-2.0
// What the fences of the processes apart are written in: classic BPF (linux/filter.h) over struct seccomp_data, which
// the kernel runs for each system call.
#pragma once

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <array>
#include <bit>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <span>

namespace holdfast::cli::call_filter {

/// There are lists of calls for these two; 0: for this processor there is none.
#if defined(__x86_64__)
inline constexpr std::uint32_t architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
inline constexpr std::uint32_t architecture = AUDIT_ARCH_AARCH64;
#else
inline constexpr std::uint32_t architecture = 0;
#endif

constexpr sock_filter load(std::size_t offset) noexcept {
    return {.code = BPF_LD | BPF_W | BPF_ABS, .jt = 0, .jf = 0, .k = static_cast<std::uint32_t>(offset)};
}
constexpr sock_filter jump(unsigned test, std::uint32_t value, std::uint8_t if_so, std::uint8_t if_not) noexcept {
    return {.code = static_cast<std::uint16_t>(BPF_JMP | BPF_K | test), .jt = if_so, .jf = if_not, .k = value};
}
constexpr sock_filter end_with(std::uint32_t verdict) noexcept {
    return {.code = BPF_RET | BPF_K, .jt = 0, .jf = 0, .k = verdict};
}

static_assert(std::endian::native == std::endian::little);
/// The lower half, where all flags are.
constexpr std::size_t argument(std::size_t number) noexcept {
    return offsetof(seccomp_data, args) + (8 * number);
}

inline constexpr sock_filter live = end_with(SECCOMP_RET_ALLOW);
inline constexpr sock_filter refuse = end_with(SECCOMP_RET_ERRNO | EPERM);

/// Ends in the number of the call. The numbers mean other calls where a program speaks to the kernel in another
/// architecture's way.
inline constexpr std::array beginning{load(offsetof(seccomp_data, arch)), jump(BPF_JEQ, architecture, 1, 0),
                                      end_with(SECCOMP_RET_KILL_PROCESS), load(offsetof(seccomp_data, nr))};

/// Of the calls that start something, those that start a thread. The flags of clone3 are out of a filter's sight; the C
/// library then falls back to clone.
inline constexpr std::array only_threads{jump(BPF_JEQ, __NR_clone, 0, 4),
                                         load(argument(0)),
                                         jump(BPF_JSET, CLONE_THREAD, 0, 1),
                                         live,
                                         refuse,
                                         jump(BPF_JEQ, __NR_clone3, 0, 1),
                                         end_with(SECCOMP_RET_ERRNO | ENOSYS)};

/// A program as it is written: `beginning`, then `Free` calls that are always let through, then `More` instructions of
/// its owner's. Its text ends in `refuse` when it is filled.
template <std::size_t Free, std::size_t More>
class ProgramText {
  public:
    constexpr explicit ProgramText(const std::array<int, Free>& free_calls) noexcept {
        for (const sock_filter& each : beginning) put(each);
        for (const int call : free_calls) {
            only_for(call, 1);
            put(live);
        }
    }
    constexpr void put(const sock_filter& instruction) noexcept { text_[at_++] = instruction; }
    /// The next `length` instructions are for this call alone.
    constexpr void only_for(long call, std::uint8_t length) noexcept {
        put(jump(BPF_JEQ, static_cast<std::uint32_t>(call), 0, length));
    }
    [[nodiscard]] constexpr auto text() const noexcept { return text_; }

  private:
    std::array<sock_filter, beginning.size() + (2 * Free) + More> text_{};
    std::size_t at_ = 0;
};

/// For all that this thread and those that it starts will do, for good. False when the kernel would not have it.
[[nodiscard]] inline bool put_up(std::span<sock_filter> program) noexcept {
    const sock_fprog filter{.len = static_cast<unsigned short>(program.size()), .filter = program.data()};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

}  // namespace holdfast::cli::call_filter
