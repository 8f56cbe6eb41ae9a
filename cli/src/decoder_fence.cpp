// SPDX-License-Identifier: Apache-2.0
#include "decoder_fence.hpp"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "call_filter.hpp"

namespace holdfast::cli {
namespace {

using namespace call_filter;

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
/// In the place of an offset, which memory without a file has none of: this call is map_memory()'s own.
constexpr std::uint32_t mapped_here = 1U << 30U;

constexpr auto make_program() noexcept {
    constexpr std::size_t more = 23;
    ProgramText<free_calls.size(), more> program(free_calls);
    program.only_for(__NR_mmap, 9);
    program.put(load(argument(2)));
    program.put(jump(BPF_JSET, PROT_EXEC, 6, 0));
    program.put(load(argument(3)));
    program.put(jump(BPF_JSET, MAP_ANONYMOUS, 0, 4));
    program.put(load(argument(5)));
    program.put(jump(BPF_JEQ, mapped_here, 0, 1));
    program.put(live);
    program.put(end_with(SECCOMP_RET_TRAP));
    program.put(refuse);
    program.only_for(__NR_mprotect, 4);
    program.put(load(argument(2)));
    program.put(jump(BPF_JSET, PROT_EXEC, 1, 0));
    program.put(live);
    program.put(refuse);
    for (const sock_filter& each : only_threads) program.put(each);
    program.put(refuse);
    return program.text();
}

static_assert(make_program().back().code == refuse.code, "filled to the end");

// A handler has nowhere else to look.
void (*when_memory_is_refused)() = nullptr;

/// Does what mmap() was called for. The libraries call a picture damaged when they find no memory for it, in whatever
/// thread; every way to memory leads through here at last, brk() having failed.
extern "C" void map_memory(int /*number*/, siginfo_t* /*about*/, void* context) {
    const int error_before = errno;
    auto& registers = static_cast<ucontext_t*>(context)->uc_mcontext;
#if defined(__x86_64__)
    auto& r = registers.gregs;
    const long got = ::syscall(__NR_mmap, r[REG_RDI], r[REG_RSI], r[REG_RDX], r[REG_R10], r[REG_R8], mapped_here);
    auto& result = r[REG_RAX];
#elif defined(__aarch64__)
    auto& r = registers.regs;
    const long got = ::syscall(__NR_mmap, r[0], r[1], r[2], r[3], r[4], mapped_here);
    auto& result = r[0];
#else
    const long got = -1;
    long result = 0;
    static_cast<void>(registers);
#endif
    if (got == -1 && errno == ENOMEM) when_memory_is_refused();
    result = static_cast<std::remove_reference_t<decltype(result)>>(got == -1 ? -errno : got);
    errno = error_before;
}

}  // namespace

bool put_up_decoder_fence(void (*memory_refused)()) noexcept {
    if (architecture == 0) return false;
    when_memory_is_refused = memory_refused;
    struct sigaction action{};
    action.sa_sigaction = map_memory;
    action.sa_flags = SA_SIGINFO;
    if (::sigaction(SIGSYS, &action, nullptr) != 0) return false;
    auto program = make_program();
    return put_up(program);
}

}  // namespace holdfast::cli
