// SPDX-License-Identifier: Apache-2.0
#include "decoder_process.hpp"

#include <malloc.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <optional>

#include "decoder_fence.hpp"
#include "exit_code.hpp"
#include "holdfast/media/picture_frame.hpp"

namespace holdfast::cli {
namespace {

using media::DecodeError;

std::optional<std::uint64_t> number_from(std::string_view text) noexcept {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<DecoderOrders> read_orders(int count, char** arguments) noexcept {
    constexpr int first = 2;  // behind the program's name and decoder_process_name
    if (count != first + 3) return std::nullopt;
    const auto parent = number_from(arguments[first]);
    const auto memory = number_from(arguments[first + 1]);
    const auto seconds = number_from(arguments[first + 2]);
    if (!parent || !memory || !seconds) return std::nullopt;
    return DecoderOrders{.parent = static_cast<long>(*parent), .memory_bytes = *memory, .processor_seconds = *seconds};
}

/// The file, mapped; it is sealed, so it stays as it is. Nothing when there is none.
std::optional<std::span<const std::byte>> map_standard_input() noexcept {
    struct stat about{};
    if (::fstat(STDIN_FILENO, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size < 0) return std::nullopt;
    const auto size = static_cast<std::size_t>(about.st_size);
    if (size == 0) return std::span<const std::byte>();
    void* const start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
    if (start == MAP_FAILED) return std::nullopt;
    return std::span(static_cast<const std::byte*>(start), size);
}

bool limit(__rlimit_resource resource, rlim_t soft, rlim_t hard) noexcept {
    const rlimit both{.rlim_cur = soft, .rlim_max = hard};
    return ::setrlimit(resource, &both) == 0;
}

void write_all(std::span<const std::byte> bytes) noexcept {
    while (!bytes.empty()) {
        const ssize_t put = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (put <= 0) ::_exit(exit_impossible);  // nobody is there to read it
        bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
}

[[noreturn]] void end_with(DecodeError error) noexcept {
    write_all(media::frame_head(std::unexpected(error)));
    ::_exit(exit_done);
}

[[noreturn]] void memory_was_refused() {
    end_with(DecodeError::too_much_memory);
}

/// For good.
bool give_up_the_rest(const DecoderOrders& orders) noexcept {
    constexpr rlim_t open_files = STDERR_FILENO + 1;
    if (!is_sanitized && !limit(RLIMIT_AS, orders.memory_bytes, orders.memory_bytes)) return false;
    return limit(RLIMIT_CORE, 0, 0) && ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && limit(RLIMIT_FSIZE, 0, 0) &&
           limit(RLIMIT_NOFILE, open_files, open_files) &&
           // SIGXCPU at the first, which says what it was; SIGKILL at the second.
           limit(RLIMIT_CPU, orders.processor_seconds, orders.processor_seconds + 1) &&
           (is_sanitized || put_up_decoder_fence(memory_was_refused));
}

}  // namespace

std::vector<std::string> DecoderOrders::arguments() const {
    return {std::to_string(parent), std::to_string(memory_bytes), std::to_string(processor_seconds)};
}

int run_decoder_process(int count, char** arguments) {
    const auto orders = read_orders(count, arguments);
    if (!orders) return exit_usage;
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) end_with(DecodeError::decoder_unavailable);
    if (::getppid() != orders->parent) ::_exit(exit_impossible);
    const auto file = map_standard_input();
    // One heap for all threads: each of its own would take 64 MiB of addresses.
    ::mallopt(M_ARENA_MAX, 1);
    if (!file || !give_up_the_rest(*orders)) end_with(DecodeError::decoder_unavailable);

    const auto decoded = media::decode(*file);
    write_all(media::frame_head(decoded));
    if (decoded) write_all(std::as_bytes(decoded->picture.pixels()));
    ::_exit(exit_done);
}

}  // namespace holdfast::cli
