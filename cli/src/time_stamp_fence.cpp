// SPDX-License-Identifier: Apache-2.0
#include "time_stamp_fence.hpp"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "call_filter.hpp"
#include "owned_descriptor.hpp"

namespace holdfast::cli {
namespace {

using namespace call_filter;

/// Where resolver, TLS and the C library's loader read.
constexpr std::array readable{
    "/etc",         "/usr",     "/lib", "/lib64", "/run/systemd/resolve", "/run/resolvconf", "/run/NetworkManager",
    "/dev/urandom", "/dev/null"};
/// Of the first version of Landlock; a later kernel's own rights are not in Debian 12's header.
constexpr std::uint64_t every_right = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1U) - 1;
constexpr std::uint64_t right_to_rename = 1U << 13U;
constexpr std::uint64_t right_to_truncate = 1U << 14U;
constexpr int version_that_renames = 2;
constexpr int version_that_truncates = 3;

/// Whether there is such a fence now, or the kernel has none, or the unit's own filter forbids to ask.
bool close_files() noexcept {
    const long version = ::syscall(__NR_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) return errno == ENOSYS || errno == EOPNOTSUPP || errno == EPERM;
    std::uint64_t handled = every_right;
    if (version >= version_that_renames) handled |= right_to_rename;
    if (version >= version_that_truncates) handled |= right_to_truncate;
    const landlock_ruleset_attr attributes{.handled_access_fs = handled};
    const OwnedDescriptor rules(
        static_cast<int>(::syscall(__NR_landlock_create_ruleset, &attributes, sizeof attributes, 0)));
    if (!rules) return false;
    for (const char* const path : readable) {
        const OwnedDescriptor place(::open(path, O_PATH | O_CLOEXEC));
        if (!place) continue;
        const bool folder = ::faccessat(place.get(), ".", F_OK, 0) == 0;
        const landlock_path_beneath_attr rule{
            .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | (folder ? LANDLOCK_ACCESS_FS_READ_DIR : 0ULL),
            .parent_fd = place.get()};
        if (::syscall(__NR_landlock_add_rule, rules.get(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0) return false;
    }
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::syscall(__NR_landlock_restrict_self, rules.get(), 0) == 0;
}

constexpr std::array free_calls{
    // what is open
    __NR_read,
    __NR_readv,
    __NR_pread64,
    __NR_write,
    __NR_writev,
    __NR_lseek,
    __NR_close,
    __NR_fcntl,
    __NR_fstat,
    __NR_getdents64,
    // names of files
    __NR_newfstatat,
    __NR_statx,
    __NR_faccessat,
    __NR_faccessat2,
    __NR_readlinkat,
    __NR_getcwd,
    // the net, but for listen and accept
    __NR_connect,
    __NR_bind,
    __NR_socketpair,
    __NR_sendto,
    __NR_recvfrom,
    __NR_sendmsg,
    __NR_recvmsg,
    __NR_sendmmsg,
    __NR_recvmmsg,
    __NR_shutdown,
    __NR_getsockopt,
    __NR_setsockopt,
    __NR_getsockname,
    __NR_getpeername,
    // waiting
    __NR_ppoll,
    __NR_pselect6,
    __NR_eventfd2,
    __NR_pipe2,
    __NR_futex,
    __NR_nanosleep,
    __NR_clock_nanosleep,
    __NR_clock_gettime,
    __NR_clock_getres,
    __NR_gettimeofday,
    __NR_sched_yield,
    __NR_restart_syscall,
    // memory and threads
    __NR_brk,
    __NR_munmap,
    __NR_mremap,
    __NR_madvise,
    __NR_rseq,
    __NR_set_robust_list,
    __NR_sched_getaffinity,
    __NR_membarrier,
    __NR_rt_sigaction,
    __NR_rt_sigprocmask,
    __NR_rt_sigreturn,
    __NR_sigaltstack,
    __NR_exit,
    __NR_exit_group,
    // who and where this is
    __NR_getpid,
    __NR_getppid,
    __NR_gettid,
    __NR_getuid,
    __NR_geteuid,
    __NR_getgid,
    __NR_getegid,
    __NR_uname,
    __NR_getrandom,
    __NR_sysinfo,
#if defined(__x86_64__)
    // the old forms of some of these
    __NR_stat,
    __NR_lstat,
    __NR_access,
    __NR_readlink,
    __NR_poll,
    __NR_select,
    __NR_pipe,
    __NR_time,
#endif
};

/// The calls that one argument decides about: refused when a bit of `never` is set.
struct Flagged {
    long call;
    std::size_t argument;
    std::uint32_t never;
};
constexpr std::array flagged_calls{
    Flagged{.call = __NR_openat, .argument = 2, .never = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC},
    Flagged{.call = __NR_mprotect, .argument = 2, .never = PROT_EXEC}};
constexpr std::size_t of_flagged = 5;

struct Valued {
    long call;
    std::size_t argument;
    std::uint32_t value;
};
constexpr std::array valued_calls{Valued{.call = __NR_socket, .argument = 0, .value = AF_INET},
                                  Valued{.call = __NR_socket, .argument = 0, .value = AF_INET6},
                                  Valued{.call = __NR_socket, .argument = 0, .value = AF_NETLINK},
                                  Valued{.call = __NR_ioctl, .argument = 1, .value = FIONBIO},
                                  Valued{.call = __NR_ioctl, .argument = 1, .value = FIONREAD}};
constexpr std::size_t of_valued = 5;

constexpr auto make_program() noexcept {
    constexpr std::size_t more = 22;
    ProgramText<free_calls.size(), (of_flagged * flagged_calls.size()) + (of_valued * valued_calls.size()) + more>
        program(free_calls);
    for (const Flagged& each : flagged_calls) {
        program.only_for(each.call, 4);
        program.put(load(argument(each.argument)));
        program.put(jump(BPF_JSET, each.never, 1, 0));
        program.put(live);
        program.put(refuse);
    }
    for (const Valued& each : valued_calls) {
        program.only_for(each.call, 4);
        program.put(load(argument(each.argument)));
        program.put(jump(BPF_JEQ, each.value, 0, 1));
        program.put(live);
        program.put(load(offsetof(seccomp_data, nr)));
    }
    // A library of the resolver's may be loaded; memory without a file is never executable.
    program.only_for(__NR_mmap, 6);
    program.put(load(argument(2)));
    program.put(jump(BPF_JSET, PROT_EXEC, 0, 2));
    program.put(load(argument(3)));
    program.put(jump(BPF_JSET, MAP_ANONYMOUS, 1, 0));
    program.put(live);
    program.put(refuse);
    for (const sock_filter& each : only_threads) program.put(each);
    // Limits may be asked for, not set.
    program.only_for(__NR_prlimit64, 4);
    program.put(load(argument(2)));
    program.put(jump(BPF_JEQ, 0, 0, 1));
    program.put(live);
    program.put(refuse);
    // As clone3: openat is asked then.
    program.only_for(__NR_openat2, 1);
    program.put(end_with(SECCOMP_RET_ERRNO | ENOSYS));
    program.put(refuse);
    return program.text();
}

static_assert(make_program().back().code == refuse.code, "filled to the end");

}  // namespace

bool put_up_time_stamp_fence() noexcept {
    if (architecture == 0 || !close_files()) return false;
    auto program = make_program();
    return put_up(program);
}

}  // namespace holdfast::cli
