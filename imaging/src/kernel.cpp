// SPDX-License-Identifier: Apache-2.0
#include "holdfast/imaging/kernel.hpp"

#include <array>

#include "kernels/built_kernels.hpp"

namespace holdfast {
namespace {

constexpr std::array<std::string_view, 5> names = {"scalar", "sse2", "avx2", "avx512", "wasm"};

#if defined(__x86_64__)
constexpr std::array x86_kernels = {Kernel::scalar};
std::size_t runnable_count() noexcept {
    return 1;
}
#elif defined(__wasm_simd128__)
constexpr std::array wasm_kernels = {Kernel::scalar};
#else
constexpr std::array plain_kernels = {Kernel::scalar};
#endif

}  // namespace

std::string_view to_text(Kernel kernel) noexcept {
    return names[static_cast<std::size_t>(kernel)];
}

std::optional<Kernel> kernel_from_text(std::string_view text) noexcept {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == text) return static_cast<Kernel>(i);
    return std::nullopt;
}

std::span<const Kernel> available_kernels() noexcept {
#if defined(__x86_64__)
    static const std::size_t count = runnable_count();
    return std::span(x86_kernels).first(count);
#elif defined(__wasm_simd128__)
    return wasm_kernels;
#else
    return plain_kernels;
#endif
}

Kernel best_kernel() noexcept {
    return available_kernels().back();
}

std::optional<Kernel> select_kernel(std::string_view text) noexcept {
    const std::optional<Kernel> wanted = kernel_from_text(text);
    for (const Kernel kernel : available_kernels())
        if (kernel == wanted) return kernel;
    return std::nullopt;
}

namespace imaging {

const KernelTable& kernel_table(Kernel kernel) noexcept {
    for (const Kernel available : available_kernels()) {
        if (available != kernel) continue;
        switch (kernel) {
            default:
                break;
        }
    }
    return scalar_kernels();
}

}  // namespace imaging
}  // namespace holdfast
