// SPDX-License-Identifier: Apache-2.0
// 512-bit vectors (F, BW, DQ, VL: Intel servers since 2017, AMD since 2022). Compiled with those four.
#include <immintrin.h>

#include "kernels/built_kernels.hpp"
#include "kernels/x86_loops.hpp"

namespace holdfast::imaging {
namespace {

struct Wide {
    using V = __m512i;
    static constexpr std::size_t bytes = 64;

    static V load(const void* from) noexcept { return _mm512_loadu_si512(from); }
    static void store(std::int32_t* to, V v) noexcept { _mm512_storeu_si512(to, v); }
    static V repeat(std::int32_t word) noexcept { return _mm512_set1_epi32(word); }
    static V low_bytes(V a, V b) noexcept { return _mm512_unpacklo_epi8(a, b); }
    static V high_bytes(V a, V b) noexcept { return _mm512_unpackhi_epi8(a, b); }
    static V add(V a, V b) noexcept { return _mm512_add_epi32(a, b); }
    static V add_products(V sum, V pairs, V weight) noexcept {
        return _mm512_add_epi32(sum, _mm512_madd_epi16(pairs, weight));
    }
    static void sort(V sum[4]) noexcept {  // the 4 x 4 lanes are turned
        const V ab_low = _mm512_shuffle_i32x4(sum[0], sum[1], 0x44);
        const V ab_high = _mm512_shuffle_i32x4(sum[0], sum[1], 0xee);
        const V cd_low = _mm512_shuffle_i32x4(sum[2], sum[3], 0x44);
        const V cd_high = _mm512_shuffle_i32x4(sum[2], sum[3], 0xee);
        sum[0] = _mm512_shuffle_i32x4(ab_low, cd_low, 0x88);
        sum[1] = _mm512_shuffle_i32x4(ab_low, cd_low, 0xdd);
        sum[2] = _mm512_shuffle_i32x4(ab_high, cd_high, 0x88);
        sum[3] = _mm512_shuffle_i32x4(ab_high, cd_high, 0xdd);
    }
};

constexpr KernelTable table = x86_table<Wide>();

}  // namespace

const KernelTable& avx512_kernels() noexcept {
    return table;
}

}  // namespace holdfast::imaging
