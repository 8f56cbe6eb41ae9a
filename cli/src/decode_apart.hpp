// SPDX-License-Identifier: Apache-2.0
// Decoding in a process of its own: for HEIC and AVIF, whose C and C++ libraries are large, and cost as much as a file
// wants them to. That process has limits of memory and processor time, no files, no network, no other program to
// start (decoder_process.hpp), and what it sends back is checked as if a stranger had sent it.
//
// Why the command itself is started again, by /proc/self/exe: it is always there and always of the same version, also
// while it is being replaced; and a process of many threads may not go on without exec after fork. Why this is in
// `cli`: media only turns bytes into bytes (picture_frame.hpp), and the page has no processes.
#pragma once

#include <cstddef>
#include <expected>
#include <span>
#include <string>
#include <vector>

#include "apart_limits.hpp"
#include "apart_process.hpp"
#include "decoder_process.hpp"
#include "holdfast/media/decode.hpp"

namespace holdfast::cli {

/// What is started; tests start others. The arguments are followed by those of ApartOrders.
struct DecoderProgram {
    std::string path = own_program;
    std::vector<std::string> arguments{"holdfast", std::string(decoder_process_name)};
};

/// As media::decode(), with the errors too_much_memory, too_much_time, decoder_crashed and decoder_unavailable beside
/// its own. The process is gone when this returns, and is killed when this one or its calling thread ends. Once a
/// signal has come (interrupt.hpp) it is ended at once, and the result says nothing of the file. Thread-safe. Cost
/// above decoding: about 20 ms, and a copy of the file and of the pixels.
[[nodiscard]] std::expected<media::Decoded, media::DecodeError> decode_apart(std::span<const std::byte> file,
                                                                             const media::Limits& limits,
                                                                             const DecoderProgram& program = {});

}  // namespace holdfast::cli
