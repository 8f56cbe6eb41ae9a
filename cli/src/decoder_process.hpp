// SPDX-License-Identifier: Apache-2.0
// The other side of decode_apart.hpp: the process that decodes one file and ends. It is given the file as standard
// input, which can be mapped, and writes a frame (media/picture_frame.hpp) to standard output.
//
// Before it looks at the first byte it gives up what it does not need. It ends with its parent (PR_SET_PDEATHSIG),
// leaves no core file, which would hold the picture (PR_SET_DUMPABLE), opens and writes no file (RLIMIT_NOFILE,
// RLIMIT_FSIZE), and takes no more memory and processor time than it was told (RLIMIT_AS, RLIMIT_CPU); and then the
// fence of decoder_fence.hpp. If one of these cannot be had it decodes nothing and says decoder_unavailable.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/media/decode.hpp"

namespace holdfast::cli {

/// First argument of the command in that process. It stands in no help: a person has no use for it.
inline constexpr std::string_view decoder_process_name = "decode-apart";

// Sanitizers keep terabytes of addresses, and ask the kernel for much besides.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HOLDFAST_SANITIZED
#endif
#endif
/// Built with one of them, the process has no limit of memory and no fence.
#ifdef HOLDFAST_SANITIZED
inline constexpr bool is_sanitized = true;
#else
inline constexpr bool is_sanitized = false;
#endif

/// What the process is told on its command line, which other users can read: three numbers.
struct DecoderOrders {
    long parent = 0;  ///< its number; when it is gone at the start, there is nothing to do
    std::uint64_t memory_bytes = 0;
    std::uint64_t processor_seconds = 0;

    [[nodiscard]] std::vector<std::string> arguments() const;
};

/// Gives the exit code of a process that was started wrongly: exit_usage. Otherwise does not return.
int run_decoder_process(int count, char** arguments);

}  // namespace holdfast::cli
