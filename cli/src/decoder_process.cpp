// SPDX-License-Identifier: Apache-2.0
#include "decoder_process.hpp"

#include <unistd.h>

#include <span>

#include "apart_limits.hpp"
#include "exit_code.hpp"
#include "holdfast/media/picture_frame.hpp"

namespace holdfast::cli {
namespace {

using media::DecodeError;

[[noreturn]] void end_with(DecodeError error) noexcept {
    write_to_parent(media::frame_head(std::unexpected(error)));
    ::_exit(exit_done);
}

[[noreturn]] void memory_was_refused() {
    end_with(DecodeError::too_much_memory);
}

}  // namespace

int run_decoder_process(int count, char** arguments) {
    constexpr int first = 2;  // behind the program's name and decoder_process_name
    const auto orders = ApartOrders::read(std::span(arguments, static_cast<std::size_t>(count)).subspan(first));
    if (!orders) return exit_usage;
    if (!end_with_parent(*orders)) end_with(DecodeError::decoder_unavailable);
    const auto file = map_standard_input();
    if (!file || !give_up_the_rest(*orders, memory_was_refused)) end_with(DecodeError::decoder_unavailable);

    const auto decoded = media::decode(*file);
    write_to_parent(media::frame_head(decoded));
    if (decoded) write_to_parent(std::as_bytes(decoded->picture.pixels()));
    ::_exit(exit_done);
}

}  // namespace holdfast::cli
