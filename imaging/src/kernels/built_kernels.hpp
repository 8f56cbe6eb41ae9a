// SPDX-License-Identifier: Apache-2.0
// The tables that exist in this build: scalar everywhere, the x86 ones on x86-64, the wasm one on wasm32.
#pragma once

#include "kernels/kernel_table.hpp"

namespace holdfast::imaging {

[[nodiscard]] const KernelTable& scalar_kernels() noexcept;
[[nodiscard]] const KernelTable& sse2_kernels() noexcept;
[[nodiscard]] const KernelTable& avx2_kernels() noexcept;
[[nodiscard]] const KernelTable& avx512_kernels() noexcept;
[[nodiscard]] const KernelTable& wasm_kernels() noexcept;

}  // namespace holdfast::imaging
