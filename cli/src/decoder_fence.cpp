// SPDX-License-Identifier: Apache-2.0
#include "decoder_fence.hpp"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <array>
#include <bit>
#include <cerrno>
#include <cstddef>
#include <cstdint>

namespace holdfast::cli {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t architecture = 0;
#endif

// Classic BPF (linux/filter.h) over struct seccomp_data.
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

constexpr sock_filter live = end_with(SECCOMP_RET_ALLOW);
constexpr sock_filter refuse = end_with(SECCOMP_RET_ERRNO | EPERM);

constexpr std::array free_calls{
    __NR_read,
    __NR_write,
    __NR_munmap,
    __NR_mremap,
    __NR_brk,
    __NR_madvise,
    __NR_futex,
    __NR_sched_yield,
    __NR_rseq,
    __NR_set_robust_list,
    __NR_getrandom,
    __NR_rt_sigprocmask,
    __NR_rt_sigreturn,
    __NR_exit,
    __NR_exit_group,
    __NR_clock_gettime,
    __NR_sched_getaffinity,
    __NR_restart_syscall,
};

/// Allowed when `test` of the argument's bits holds.
struct BoundCall {
    long number;
    std::size_t argument;
    std::uint32_t bits;
    bool must_be_set;
};
constexpr std::array bound_calls{
    BoundCall{.number = __NR_mmap, .argument = 2, .bits = PROT_EXEC, .must_be_set = false},
    BoundCall{.number = __NR_mprotect, .argument = 2, .bits = PROT_EXEC, .must_be_set = false},
    BoundCall{.number = __NR_clone, .argument = 0, .bits = CLONE_THREAD, .must_be_set = true},
};

constexpr auto make_program() noexcept {
    constexpr std::size_t start = 4;
    std::array<sock_filter, start + (2 * free_calls.size()) + 2 + (5 * bound_calls.size()) + 1> program{};
    std::size_t at = 0;
    const auto put = [&](const sock_filter& instruction) { program[at++] = instruction; };
    // The numbers below mean other calls where a program speaks to the kernel in another architecture's way.
    put(load(offsetof(seccomp_data, arch)));
    put(jump(BPF_JEQ, architecture, 1, 0));
    put(end_with(SECCOMP_RET_KILL_PROCESS));
    put(load(offsetof(seccomp_data, nr)));
    for (const long call : free_calls) {
        put(jump(BPF_JEQ, static_cast<std::uint32_t>(call), 0, 1));
        put(live);
    }
    // Its flags are out of a filter's sight; the C library then falls back to clone.
    put(jump(BPF_JEQ, __NR_clone3, 0, 1));
    put(end_with(SECCOMP_RET_ERRNO | ENOSYS));
    for (const BoundCall& call : bound_calls) {
        put(jump(BPF_JEQ, static_cast<std::uint32_t>(call.number), 0, 4));
        put(load(argument(call.argument)));
        put(call.must_be_set ? jump(BPF_JSET, call.bits, 0, 1) : jump(BPF_JSET, call.bits, 1, 0));
        put(live);
        put(refuse);
    }
    put(refuse);
    return program;
}

}  // namespace

bool put_up_decoder_fence() noexcept {
    if (architecture == 0) return false;
    auto program = make_program();
    const sock_fprog filter{.len = static_cast<unsigned short>(program.size()), .filter = program.data()};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

}  // namespace holdfast::cli
