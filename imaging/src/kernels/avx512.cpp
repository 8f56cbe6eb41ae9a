// SPDX-License-Identifier: Apache-2.0
// 512-bit vectors (F, BW, DQ, VL: Intel servers since 2017, AMD since 2022). Compiled with those four.
#include <immintrin.h>

#include "kernels/built_kernels.hpp"
#include "kernels/portable_loops.hpp"
#include "kernels/x86_columns.hpp"

namespace holdfast::imaging {
namespace {

void weigh_rows(const std::uint8_t* const* rows, const std::int16_t* weights, std::size_t count, std::size_t bytes,
                std::int32_t* sums) noexcept {
    const __m512i zero = _mm512_setzero_si512();
    std::size_t done = 0;
    do {
        const std::size_t band = count - done < rows_a_band ? count - done : rows_a_band;
        for (std::size_t x = 0; x < bytes; x += 64) {
            const std::size_t left = bytes - x;
            const __mmask64 live = left >= 64 ? ~__mmask64{0} : (__mmask64{1} << left) - 1;
            // Unpacking works in 128-bit quarters: quarter q of sum[v] holds pixels 16q + 4v .. 16q + 4v + 3.
            __m512i sum[4] = {zero, zero, zero, zero};
            for (std::size_t r = done; r < done + band; r += 2) {
                const bool pair = r + 1 < done + band;
                const __m512i weight =
                    _mm512_set1_epi32(weight_pair(weights[r], pair ? weights[r + 1] : std::int16_t{0}));
                const __m512i a = _mm512_maskz_loadu_epi8(live, rows[r] + x);
                const __m512i b = pair ? _mm512_maskz_loadu_epi8(live, rows[r + 1] + x) : zero;
                const __m512i low = _mm512_unpacklo_epi8(a, b);
                const __m512i high = _mm512_unpackhi_epi8(a, b);
                sum[0] = _mm512_add_epi32(sum[0], _mm512_madd_epi16(_mm512_unpacklo_epi8(low, zero), weight));
                sum[1] = _mm512_add_epi32(sum[1], _mm512_madd_epi16(_mm512_unpackhi_epi8(low, zero), weight));
                sum[2] = _mm512_add_epi32(sum[2], _mm512_madd_epi16(_mm512_unpacklo_epi8(high, zero), weight));
                sum[3] = _mm512_add_epi32(sum[3], _mm512_madd_epi16(_mm512_unpackhi_epi8(high, zero), weight));
            }
            // The 4 x 4 quarters are turned into place.
            const __m512i ab_low = _mm512_shuffle_i32x4(sum[0], sum[1], 0x44);
            const __m512i ab_high = _mm512_shuffle_i32x4(sum[0], sum[1], 0xee);
            const __m512i cd_low = _mm512_shuffle_i32x4(sum[2], sum[3], 0x44);
            const __m512i cd_high = _mm512_shuffle_i32x4(sum[2], sum[3], 0xee);
            const __m512i ordered[4] = {
                _mm512_shuffle_i32x4(ab_low, cd_low, 0x88), _mm512_shuffle_i32x4(ab_low, cd_low, 0xdd),
                _mm512_shuffle_i32x4(ab_high, cd_high, 0x88), _mm512_shuffle_i32x4(ab_high, cd_high, 0xdd)};
            for (unsigned v = 0; v < 4; ++v) {
                const auto part = static_cast<__mmask16>(live >> (16U * v));
                std::int32_t* const out = sums + x + (std::size_t{16} * v);
                const __m512i before = done == 0 ? zero : _mm512_maskz_loadu_epi32(part, out);
                _mm512_mask_storeu_epi32(out, part, _mm512_add_epi32(ordered[v], before));
            }
        }
        done += band;
    } while (done < count);
}

constexpr KernelTable table = [] {
    KernelTable t = portable_table;
    t.weigh_rows = weigh_rows;
    t.weigh_columns = x86_weigh_columns;
    return t;
}();

}  // namespace

const KernelTable& avx512_kernels() noexcept {
    return table;
}

}  // namespace holdfast::imaging
