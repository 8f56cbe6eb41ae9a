// SPDX-License-Identifier: Apache-2.0
// What a process apart that works on a stranger's file gives up before it looks at the first byte. It ends with its
// parent (PR_SET_PDEATHSIG), leaves no core file, which would hold the picture (PR_SET_DUMPABLE), opens and writes no
// file (RLIMIT_NOFILE, RLIMIT_FSIZE), and takes no more memory and processor time than it was told (RLIMIT_AS,
// RLIMIT_CPU); and then the fence of decoder_fence.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::cli {

// Sanitizers keep terabytes of addresses, and ask the kernel for much besides.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HOLDFAST_SANITIZED
#endif
#endif
/// Built with one of them, a process apart has no limit of memory and no fence.
#ifdef HOLDFAST_SANITIZED
inline constexpr bool is_sanitized = true;
#else
inline constexpr bool is_sanitized = false;
#endif

[[nodiscard]] std::optional<std::uint64_t> number_from(std::string_view text) noexcept;

/// What the process is told on its command line, which other users can read: three numbers.
struct ApartOrders {
    long parent = 0;  ///< its number; when it is gone at the start, there is nothing to do
    std::uint64_t memory_bytes = 0;
    std::uint64_t processor_seconds = 0;

    static constexpr std::size_t count = 3;
    [[nodiscard]] std::vector<std::string> arguments() const;
    /// Of exactly three arguments; nothing where they are none.
    [[nodiscard]] static std::optional<ApartOrders> read(std::span<char* const> arguments) noexcept;
};

/// From now on. False where the kernel would not have it; does not return where the parent is gone.
[[nodiscard]] bool end_with_parent(const ApartOrders& orders) noexcept;
/// Standard input, mapped; it is sealed, so it stays as it is. Nothing when there is none.
[[nodiscard]] std::optional<std::span<const std::byte>> map_standard_input() noexcept;
/// The rest, for good. `memory_refused` as put_up_decoder_fence() calls it. False when one of them cannot be had.
[[nodiscard]] bool give_up_the_rest(const ApartOrders& orders, void (*memory_refused)()) noexcept;
/// All of it, or the process ends: nobody is there to read it.
void write_to_parent(std::span<const std::byte> bytes) noexcept;

}  // namespace holdfast::cli
