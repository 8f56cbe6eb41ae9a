// SPDX-License-Identifier: Apache-2.0
// Which machine instructions the inner loops use. Every kernel gives the same bits; they differ in speed alone.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace holdfast {

/// Slowest first. The text form ("scalar", "sse2", "avx2", "avx512", "wasm") is what HOLDFAST_KERNEL takes; reading
/// that variable is the program's business, because this module does not look at its surroundings.
enum class Kernel : std::uint8_t { scalar, sse2, avx2, avx512, wasm };

[[nodiscard]] std::string_view to_text(Kernel kernel) noexcept;
[[nodiscard]] std::optional<Kernel> kernel_from_text(std::string_view text) noexcept;

/// The kernels that were built in and that this processor runs, slowest first; scalar is always there.
[[nodiscard]] std::span<const Kernel> available_kernels() noexcept;
/// The fastest of them. Cost: one look-up; the processor is asked once.
[[nodiscard]] Kernel best_kernel() noexcept;
/// The kernel of that name if it is available; nothing otherwise.
[[nodiscard]] std::optional<Kernel> select_kernel(std::string_view text) noexcept;

}  // namespace holdfast
