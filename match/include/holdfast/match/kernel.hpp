// SPDX-License-Identifier: Apache-2.0
// The inner loop of a scan, in several forms that give the same bits. The caller chooses; nothing here reads the
// environment.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace holdfast::match {

enum class Kernel : std::uint8_t {
    portable,  ///< plain C++: every machine, WebAssembly too
    popcnt,    ///< x86-64 with POPCNT
    avx2,      ///< nibble table look-ups, 8 codes a step
    avx512,    ///< VPOPCNTDQ, 16 codes a step
};
inline constexpr std::array all_kernels{Kernel::portable, Kernel::popcnt, Kernel::avx2, Kernel::avx512};

/// Whether this processor can run it. Searching with a kernel that is not supported is undefined.
[[nodiscard]] bool supported(Kernel kernel) noexcept;
/// The fastest supported one.
[[nodiscard]] Kernel best_kernel() noexcept;
[[nodiscard]] std::string_view to_text(Kernel kernel) noexcept;

}  // namespace holdfast::match
