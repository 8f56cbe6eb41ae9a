// SPDX-License-Identifier: Apache-2.0
#include "apart_limits.hpp"

#include <malloc.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <csignal>

#include "decoder_fence.hpp"
#include "exit_code.hpp"

namespace holdfast::cli {
namespace {

bool limit(__rlimit_resource resource, rlim_t soft, rlim_t hard) noexcept {
    const rlimit both{.rlim_cur = soft, .rlim_max = hard};
    return ::setrlimit(resource, &both) == 0;
}

}  // namespace

std::optional<std::uint64_t> number_from(std::string_view text) noexcept {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::vector<std::string> ApartOrders::arguments() const {
    return {std::to_string(parent), std::to_string(memory_bytes), std::to_string(processor_seconds)};
}

std::optional<ApartOrders> ApartOrders::read(std::span<char* const> arguments) noexcept {
    if (arguments.size() != count) return std::nullopt;
    const auto parent = number_from(arguments[0]);
    const auto memory = number_from(arguments[1]);
    const auto seconds = number_from(arguments[2]);
    if (!parent || !memory || !seconds) return std::nullopt;
    return ApartOrders{.parent = static_cast<long>(*parent), .memory_bytes = *memory, .processor_seconds = *seconds};
}

bool end_with_parent(const ApartOrders& orders) noexcept {
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return false;
    if (::getppid() != orders.parent) ::_exit(exit_impossible);
    return true;
}

std::optional<std::span<const std::byte>> map_standard_input() noexcept {
    struct stat about{};
    if (::fstat(STDIN_FILENO, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size < 0) return std::nullopt;
    const auto size = static_cast<std::size_t>(about.st_size);
    if (size == 0) return std::span<const std::byte>();
    void* const start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
    if (start == MAP_FAILED) return std::nullopt;
    return std::span(static_cast<const std::byte*>(start), size);
}

bool give_up_the_rest(const ApartOrders& orders, void (*memory_refused)()) noexcept {
    constexpr rlim_t open_files = STDERR_FILENO + 1;
    // One heap for all threads: each of its own would take 64 MiB of addresses.
    ::mallopt(M_ARENA_MAX, 1);
    if (!is_sanitized && !limit(RLIMIT_AS, orders.memory_bytes, orders.memory_bytes)) return false;
    return limit(RLIMIT_CORE, 0, 0) && ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && limit(RLIMIT_FSIZE, 0, 0) &&
           limit(RLIMIT_NOFILE, open_files, open_files) &&
           // SIGXCPU at the first, which says what it was; SIGKILL at the second.
           limit(RLIMIT_CPU, orders.processor_seconds, orders.processor_seconds + 1) &&
           (is_sanitized || put_up_decoder_fence(memory_refused));
}

void write_to_parent(std::span<const std::byte> bytes) noexcept {
    while (!bytes.empty()) {
        const ssize_t put = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (put <= 0) ::_exit(exit_impossible);
        bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
}

}  // namespace holdfast::cli
