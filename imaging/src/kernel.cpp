// SPDX-License-Identifier: Apache-2.0
#include "holdfast/imaging/kernel.hpp"

#include <array>

#include "kernels/built_kernels.hpp"

namespace holdfast {
namespace {

constexpr std::array<std::string_view, 5> names = {"scalar", "sse2", "avx2", "avx512", "wasm"};

#if defined(__x86_64__)
constexpr std::array built = {Kernel::scalar, Kernel::sse2, Kernel::avx2, Kernel::avx512};

std::size_t runnable_count() noexcept {
    if (__builtin_cpu_supports("avx2") == 0) return 2;
    const bool wide = __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
                      __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512vl") != 0;
    return wide ? 4 : 3;
}
#elif defined(__wasm_simd128__)
constexpr std::array built = {Kernel::scalar, Kernel::wasm};
constexpr std::size_t runnable_count() noexcept {
    return built.size();
}
#else
constexpr std::array built = {Kernel::scalar};
constexpr std::size_t runnable_count() noexcept {
    return built.size();
}
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
    static const std::size_t count = runnable_count();
    return std::span(built).first(count);
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
#if defined(__x86_64__)
            case Kernel::sse2:
                return sse2_kernels();
            case Kernel::avx2:
                return avx2_kernels();
            case Kernel::avx512:
                return avx512_kernels();
#elif defined(__wasm_simd128__)
            case Kernel::wasm:
                return wasm_kernels();
#endif
            default:
                break;
        }
    }
    return scalar_kernels();
}

}  // namespace imaging
}  // namespace holdfast
