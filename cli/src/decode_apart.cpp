// SPDX-License-Identifier: Apache-2.0
#include "decode_apart.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <utility>

#include "apart_process.hpp"
#include "holdfast/media/picture_frame.hpp"
#include "interrupt.hpp"

namespace holdfast::cli {
namespace {

using media::Decoded;
using media::DecodeError;
using Result = std::expected<Decoded, DecodeError>;

bool fill(const ApartDescriptor& memory, std::span<const std::byte> file) noexcept {
    while (!file.empty()) {
        const ssize_t put = ::write(memory.number(), file.data(), file.size());
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        file = file.subspan(static_cast<std::size_t>(put));
    }
    return ::fcntl(memory.number(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0;
}

/// The frame as it comes in, and the patience for it.
class Answer {
  public:
    enum class State : std::uint8_t { whole, ended, out_of_time, interrupted };

    Answer(const ApartDescriptor& pipe, const media::Limits& limits) noexcept
        : pipe_(pipe), left_(std::chrono::seconds(limits.apart_clock_seconds)) {}

    /// Fills `out`.
    State read(std::span<std::byte> out) noexcept {
        while (!out.empty()) {
            if (const State state = wait(); state != State::whole) return state;
            const ssize_t got = ::read(pipe_.number(), out.data(), out.size());
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) return State::ended;
            out = out.subspan(static_cast<std::size_t>(got));
        }
        return State::whole;
    }

  private:
    /// Until there is something to read, or nothing will ever be. Time in which this process was stopped (Ctrl-Z)
    /// counts for one slice at most.
    State wait() noexcept {
        using Clock = std::chrono::steady_clock;
        constexpr std::chrono::milliseconds slice(1000);
        while (left_.count() > 0) {
            const auto before = Clock::now();
            std::array<pollfd, 2> either{pollfd{.fd = pipe_.number(), .events = POLLIN, .revents = 0},
                                         pollfd{.fd = interrupt_descriptor(), .events = POLLIN, .revents = 0}};
            const int ready = ::poll(either.data(), either.size(), static_cast<int>(std::min(slice, left_).count()));
            if (is_interrupted()) return State::interrupted;
            if (ready > 0 && either[0].revents != 0) return State::whole;
            left_ -= std::min(slice, std::chrono::ceil<std::chrono::milliseconds>(Clock::now() - before));
        }
        return State::out_of_time;
    }

    const ApartDescriptor& pipe_;
    std::chrono::milliseconds left_;
};

/// Of a process that sent no whole frame.
DecodeError error_from(int status) noexcept {
    if (status == still_there || !WIFSIGNALED(status)) return DecodeError::decoder_crashed;
    switch (WTERMSIG(status)) {
        case SIGXCPU:
            return DecodeError::too_much_time;
        case SIGKILL:  // by the kernel, which does so when the machine has no memory left
            return DecodeError::out_of_memory;
        default:
            return DecodeError::decoder_crashed;
    }
}

}  // namespace

Result decode_apart(std::span<const std::byte> file, const media::Limits& limits, const DecoderProgram& program) {
    constexpr auto unavailable = std::unexpected(DecodeError::decoder_unavailable);
    ApartDescriptor input(::memfd_create("picture", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    std::array<int, 2> ends{-1, -1};
    if (!input.is_open() || !fill(input, file) || ::pipe2(ends.data(), O_CLOEXEC) != 0) return unavailable;
    const ApartDescriptor pipe(ends[0]);
    ApartDescriptor output(ends[1]);
    if (!pipe.is_open() || !output.is_open()) return unavailable;
    constexpr int pipe_bytes = 1 << 20;  // a wish: fewer turns for many pixels
    ::fcntl(pipe.number(), F_SETPIPE_SZ, pipe_bytes);
    std::vector<std::string> arguments = program.arguments;
    const DecoderOrders orders{.parent = ::getpid(),
                               .memory_bytes = limits.apart_memory_bytes,
                               .processor_seconds = limits.apart_processor_seconds};
    for (std::string& each : orders.arguments()) arguments.push_back(std::move(each));
    const auto child = start_apart(program.path, std::move(arguments), input, output);
    if (!child) return unavailable;
    output.close();
    input.close();

    media::FrameHead head{};
    Answer answer(pipe, limits);
    Answer::State state = answer.read(head);
    Result result = std::unexpected(DecodeError::decoder_crashed);
    if (state == Answer::State::whole) {
        result = media::open_frame(head, media::sniff(file), limits);
        if (result) state = answer.read(std::as_writable_bytes(result->picture.pixels()));
        // Pixels for which this process has no memory are left unread.
        const bool is_unread = !result && result.error() == DecodeError::out_of_memory;
        if (std::byte more{};
            !is_unread && state == Answer::State::whole && answer.read({&more, 1}) == Answer::State::whole)
            result = std::unexpected(DecodeError::decoder_crashed);
    }
    const int status = end_apart(*child, state == Answer::State::ended);
    switch (state) {
        case Answer::State::whole:
            return result;
        case Answer::State::out_of_time:
            return std::unexpected(DecodeError::too_much_time);
        case Answer::State::ended:
            return std::unexpected(error_from(status));
        case Answer::State::interrupted:
            break;
    }
    return std::unexpected(DecodeError::decoder_crashed);
}

}  // namespace holdfast::cli
