// SPDX-License-Identifier: Apache-2.0
#include "apart_pipe.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "interrupt.hpp"

namespace holdfast::cli {
namespace {

bool fill(const ApartDescriptor& memory, std::span<const std::byte> bytes) noexcept {
    while (!bytes.empty()) {
        const ssize_t put = ::write(memory.number(), bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
    return ::fcntl(memory.number(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0;
}

}  // namespace

ApartDescriptor sealed_memory(const char* name, std::span<const std::byte> bytes) noexcept {
    ApartDescriptor memory(::memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (memory.is_open() && !fill(memory, bytes)) memory.close();
    return memory;
}

PatientPipe::State PatientPipe::read(std::span<std::byte> out) noexcept {
    while (!out.empty()) {
        if (const State state = wait(); state != State::whole) return state;
        const ssize_t got = ::read(pipe_.number(), out.data(), out.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return State::ended;
        out = out.subspan(static_cast<std::size_t>(got));
    }
    return State::whole;
}

/// Until there is something to read, or nothing will ever be. Time in which this process was stopped (Ctrl-Z) counts
/// for one slice at most.
PatientPipe::State PatientPipe::wait() noexcept {
    using Clock = std::chrono::steady_clock;
    constexpr std::chrono::milliseconds slice(1000);
    while (left_.count() > 0) {
        const auto before = Clock::now();
        std::array<pollfd, 2> either{pollfd{.fd = pipe_.number(), .events = POLLIN, .revents = 0},
                                     pollfd{.fd = interrupt_descriptor(), .events = POLLIN, .revents = 0}};
        const auto turn = std::min(slice, std::chrono::ceil<std::chrono::milliseconds>(left_));
        const int ready = ::poll(either.data(), either.size(), static_cast<int>(turn.count()));
        // Also where something came at once: whoever speaks for ever is not listened to for ever.
        left_ -= std::min<std::chrono::nanoseconds>(slice, Clock::now() - before);
        if (is_interrupted()) return State::interrupted;
        if (ready > 0 && either[0].revents != 0) return State::whole;
    }
    return State::out_of_time;
}

}  // namespace holdfast::cli
