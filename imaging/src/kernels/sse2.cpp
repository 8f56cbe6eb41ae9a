// SPDX-License-Identifier: Apache-2.0
// The x86-64 baseline: 128-bit vectors, no test of the processor needed.
#include <emmintrin.h>

#include "kernels/built_kernels.hpp"
#include "kernels/portable_loops.hpp"
#include "kernels/x86_columns.hpp"

namespace holdfast::imaging {
namespace {

void weigh_rows(const std::uint8_t* const* rows, const std::int16_t* weights, std::size_t count, std::size_t bytes,
                std::int32_t* sums) noexcept {
    const __m128i zero = _mm_setzero_si128();
    std::size_t done = 0;
    do {  // a band of rows at a time, so that the processor's prefetcher can follow them all
        const std::size_t band = count - done < rows_a_band ? count - done : rows_a_band;
        std::size_t x = 0;
        for (; x + 16 <= bytes; x += 16) {
            auto* const out = reinterpret_cast<__m128i*>(sums + x);
            __m128i sum[4];
            for (int v = 0; v < 4; ++v) sum[v] = done == 0 ? zero : _mm_loadu_si128(out + v);
            for (std::size_t r = done; r < done + band; r += 2) {
                const bool pair = r + 1 < done + band;
                const __m128i weight = _mm_set1_epi32(weight_pair(weights[r], pair ? weights[r + 1] : std::int16_t{0}));
                const __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(rows[r] + x));
                const __m128i b = pair ? _mm_loadu_si128(reinterpret_cast<const __m128i*>(rows[r + 1] + x)) : zero;
                const __m128i low = _mm_unpacklo_epi8(a, b);
                const __m128i high = _mm_unpackhi_epi8(a, b);
                sum[0] = _mm_add_epi32(sum[0], _mm_madd_epi16(_mm_unpacklo_epi8(low, zero), weight));
                sum[1] = _mm_add_epi32(sum[1], _mm_madd_epi16(_mm_unpackhi_epi8(low, zero), weight));
                sum[2] = _mm_add_epi32(sum[2], _mm_madd_epi16(_mm_unpacklo_epi8(high, zero), weight));
                sum[3] = _mm_add_epi32(sum[3], _mm_madd_epi16(_mm_unpackhi_epi8(high, zero), weight));
            }
            for (int v = 0; v < 4; ++v) _mm_storeu_si128(out + v, sum[v]);
        }
        weigh_rows_tail(rows, weights, done, band, x, bytes, sums);
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

const KernelTable& sse2_kernels() noexcept {
    return table;
}

}  // namespace holdfast::imaging
