// SPDX-License-Identifier: Apache-2.0
#include "tests/outgoing_fence.hpp"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace holdfast::server {
namespace {

// Classic BPF (linux/filter.h) over struct seccomp_data.
constexpr sock_filter load(std::size_t offset) noexcept {
    return {.code = BPF_LD | BPF_W | BPF_ABS, .jt = 0, .jf = 0, .k = static_cast<std::uint32_t>(offset)};
}
constexpr sock_filter jump(unsigned test, std::uint32_t value, std::uint8_t if_so, std::uint8_t if_not) noexcept {
    return {.code = static_cast<std::uint16_t>(BPF_JMP | BPF_K | test), .jt = if_so, .jf = if_not, .k = value};
}
constexpr sock_filter keep_bits(std::uint32_t mask) noexcept {
    return {.code = BPF_ALU | BPF_AND | BPF_K, .jt = 0, .jf = 0, .k = mask};
}
constexpr sock_filter end_with(std::uint32_t verdict) noexcept {
    return {.code = BPF_RET | BPF_K, .jt = 0, .jf = 0, .k = verdict};
}
/// The next `length` instructions are for this system call alone.
constexpr sock_filter only_for(long call, std::uint8_t length) noexcept {
    return jump(BPF_JEQ, static_cast<std::uint32_t>(call), 0, length);
}

static_assert(std::endian::native == std::endian::little);
constexpr std::size_t low_half(std::size_t argument) noexcept {
    return offsetof(seccomp_data, args) + 8 * argument;
}
constexpr std::size_t high_half(std::size_t argument) noexcept {
    return low_half(argument) + 4;
}

constexpr std::uint32_t type_bits = 0xf;  // of socket()'s second argument; flags are above them
constexpr sock_filter die = end_with(SECCOMP_RET_KILL_PROCESS);
constexpr sock_filter live = end_with(SECCOMP_RET_ALLOW);

}  // namespace

bool put_up_outgoing_fence() noexcept {
    std::array program{
        load(offsetof(seccomp_data, nr)),
        only_for(__NR_connect, 1),
        die,
        only_for(__NR_io_uring_setup, 1),
        die,
        only_for(__NR_sendmmsg, 1),
        die,
        // A socket that is no TCP socket: datagrams reach out without connect().
        only_for(__NR_socket, 5),
        load(low_half(1)),
        keep_bits(type_bits),
        jump(BPF_JEQ, SOCK_STREAM, 1, 0),
        die,
        live,
        // send() is sendto() without an address.
        only_for(__NR_sendto, 6),
        load(low_half(4)),
        jump(BPF_JEQ, 0, 0, 2),
        load(high_half(4)),
        jump(BPF_JEQ, 0, 1, 0),
        die,
        live,
        // The flag that connects and sends in one.
        only_for(__NR_sendmsg, 4),
        load(low_half(2)),
        jump(BPF_JSET, MSG_FASTOPEN, 0, 1),
        die,
        live,
        live,
    };
    const sock_fprog filter{.len = static_cast<unsigned short>(program.size()), .filter = program.data()};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

}  // namespace holdfast::server
