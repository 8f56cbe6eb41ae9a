// SPDX-License-Identifier: Apache-2.0
#include "decode_apart.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <utility>

#include "apart_pipe.hpp"
#include "holdfast/media/picture_frame.hpp"

namespace holdfast::cli {
namespace {

using media::Decoded;
using media::DecodeError;
using Result = std::expected<Decoded, DecodeError>;

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
    ApartDescriptor input = sealed_memory("picture", file);
    std::array<int, 2> ends{-1, -1};
    if (!input.is_open() || ::pipe2(ends.data(), O_CLOEXEC) != 0) return unavailable;
    const ApartDescriptor pipe(ends[0]);
    ApartDescriptor output(ends[1]);
    if (!pipe.is_open() || !output.is_open()) return unavailable;
    constexpr int pipe_bytes = 1 << 20;  // a wish: fewer turns for many pixels
    ::fcntl(pipe.number(), F_SETPIPE_SZ, pipe_bytes);
    std::vector<std::string> arguments = program.arguments;
    const ApartOrders orders{.parent = ::getpid(),
                             .memory_bytes = limits.apart_memory_bytes,
                             .processor_seconds = limits.apart_processor_seconds};
    for (std::string& each : orders.arguments()) arguments.push_back(std::move(each));
    const auto child = start_apart(program.path, std::move(arguments), input, output);
    if (!child) return unavailable;
    output.close();
    input.close();

    media::FrameHead head{};
    PatientPipe answer(pipe, std::chrono::seconds(limits.apart_clock_seconds));
    using State = PatientPipe::State;
    State state = answer.read(head);
    Result result = std::unexpected(DecodeError::decoder_crashed);
    if (state == State::whole) {
        result = media::open_frame(head, media::sniff(file), limits);
        if (result) state = answer.read(std::as_writable_bytes(result->picture.pixels()));
        // Pixels for which this process has no memory are left unread.
        const bool is_unread = !result && result.error() == DecodeError::out_of_memory;
        if (std::byte more{}; !is_unread && state == State::whole && answer.read({&more, 1}) == State::whole)
            result = std::unexpected(DecodeError::decoder_crashed);
    }
    const int status = end_apart(*child, state == State::ended);
    switch (state) {
        case State::whole:
            return result;
        case State::out_of_time:
            return std::unexpected(DecodeError::too_much_time);
        case State::ended:
            return std::unexpected(error_from(status));
        case State::interrupted:
            break;
    }
    return std::unexpected(DecodeError::decoder_crashed);
}

}  // namespace holdfast::cli
