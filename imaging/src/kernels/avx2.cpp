// SPDX-License-Identifier: Apache-2.0
// 256-bit vectors (Intel since 2013, AMD since 2015). Compiled with -mavx2.
#include <immintrin.h>

#include "kernels/built_kernels.hpp"
#include "kernels/x86_loops.hpp"

namespace holdfast::imaging {
namespace {

struct Wide {
    using V = __m256i;
    static constexpr std::size_t bytes = 32;

    static V load(const void* from) noexcept { return _mm256_loadu_si256(static_cast<const __m256i*>(from)); }
    static void store(std::int32_t* to, V v) noexcept { _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), v); }
    static V repeat(std::int32_t word) noexcept { return _mm256_set1_epi32(word); }
    static V low_bytes(V a, V b) noexcept { return _mm256_unpacklo_epi8(a, b); }
    static V high_bytes(V a, V b) noexcept { return _mm256_unpackhi_epi8(a, b); }
    static V add(V a, V b) noexcept { return _mm256_add_epi32(a, b); }
    static V add_products(V sum, V pairs, V weight) noexcept {
        return _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, weight));
    }
    static void sort(V sum[4]) noexcept {
        const V sorted[4] = {
            _mm256_permute2x128_si256(sum[0], sum[1], 0x20), _mm256_permute2x128_si256(sum[2], sum[3], 0x20),
            _mm256_permute2x128_si256(sum[0], sum[1], 0x31), _mm256_permute2x128_si256(sum[2], sum[3], 0x31)};
        for (std::size_t v = 0; v < 4; ++v) sum[v] = sorted[v];
    }
};

constexpr KernelTable table = x86_table<Wide>();

}  // namespace

const KernelTable& avx2_kernels() noexcept {
    return table;
}

}  // namespace holdfast::imaging
