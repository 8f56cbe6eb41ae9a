// SPDX-License-Identifier: Apache-2.0
// 256-bit vectors (Intel since 2013, AMD since 2015). Compiled with -mavx2.
#include <immintrin.h>

#include "kernels/built_kernels.hpp"
#include "kernels/portable_loops.hpp"
#include "kernels/x86_columns.hpp"

namespace holdfast::imaging {
namespace {

void weigh_rows(const std::uint8_t* const* rows, const std::int16_t* weights, std::size_t count, std::size_t bytes,
                std::int32_t* sums) noexcept {
    const __m256i zero = _mm256_setzero_si256();
    std::size_t done = 0;
    do {
        const std::size_t band = count - done < rows_a_band ? count - done : rows_a_band;
        std::size_t x = 0;
        for (; x + 32 <= bytes; x += 32) {
            // Unpacking works in 128-bit halves: sum[v] holds pixels 4v .. 4v + 3 and 16 + 4v .. 16 + 4v + 3.
            __m256i sum[4] = {zero, zero, zero, zero};
            for (std::size_t r = done; r < done + band; r += 2) {
                const bool pair = r + 1 < done + band;
                const __m256i weight =
                    _mm256_set1_epi32(weight_pair(weights[r], pair ? weights[r + 1] : std::int16_t{0}));
                const __m256i a = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(rows[r] + x));
                const __m256i b = pair ? _mm256_loadu_si256(reinterpret_cast<const __m256i*>(rows[r + 1] + x)) : zero;
                const __m256i low = _mm256_unpacklo_epi8(a, b);
                const __m256i high = _mm256_unpackhi_epi8(a, b);
                sum[0] = _mm256_add_epi32(sum[0], _mm256_madd_epi16(_mm256_unpacklo_epi8(low, zero), weight));
                sum[1] = _mm256_add_epi32(sum[1], _mm256_madd_epi16(_mm256_unpackhi_epi8(low, zero), weight));
                sum[2] = _mm256_add_epi32(sum[2], _mm256_madd_epi16(_mm256_unpacklo_epi8(high, zero), weight));
                sum[3] = _mm256_add_epi32(sum[3], _mm256_madd_epi16(_mm256_unpackhi_epi8(high, zero), weight));
            }
            const __m256i ordered[4] = {
                _mm256_permute2x128_si256(sum[0], sum[1], 0x20), _mm256_permute2x128_si256(sum[2], sum[3], 0x20),
                _mm256_permute2x128_si256(sum[0], sum[1], 0x31), _mm256_permute2x128_si256(sum[2], sum[3], 0x31)};
            auto* const out = reinterpret_cast<__m256i*>(sums + x);
            for (int v = 0; v < 4; ++v)
                _mm256_storeu_si256(out + v,
                                    done == 0 ? ordered[v] : _mm256_add_epi32(ordered[v], _mm256_loadu_si256(out + v)));
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

const KernelTable& avx2_kernels() noexcept {
    return table;
}

}  // namespace holdfast::imaging
