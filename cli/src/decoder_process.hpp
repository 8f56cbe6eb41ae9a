// SPDX-License-Identifier: Apache-2.0
// The other side of decode_apart.hpp: the process that decodes one file and ends. It is given the file as standard
// input, which can be mapped, and writes a frame (media/picture_frame.hpp) to standard output.
//
// Before it looks at the first byte it gives up what it does not need (apart_limits.hpp). If one of the limits cannot
// be had it decodes nothing and says decoder_unavailable.
#pragma once

#include <string_view>

namespace holdfast::cli {

/// First argument of the command in that process. It stands in no help: a person has no use for it.
inline constexpr std::string_view decoder_process_name = "decode-apart";

/// Gives the exit code of a process that was started wrongly: exit_usage. Otherwise does not return.
int run_decoder_process(int count, char** arguments);

}  // namespace holdfast::cli
