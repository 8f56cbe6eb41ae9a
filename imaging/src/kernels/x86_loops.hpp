// SPDX-License-Identifier: Apache-2.0
// What the x86 kernels share; compiled anew in each of them, as portable_loops.hpp explains.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "kernels/portable_loops.hpp"
#include "tap_table.hpp"

namespace holdfast::imaging {
namespace {

inline constexpr std::size_t rows_a_band = 8;

/// Two weights as the 32 bits that one multiply-add of neighbours takes.
inline std::int32_t weight_pair(std::int16_t first, std::int16_t second) noexcept {
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(static_cast<std::uint16_t>(first)) |
                                     (static_cast<std::uint32_t>(static_cast<std::uint16_t>(second)) << 16U));
}

/// KernelTable::weigh_rows with registers of Wide::bytes. Unpacking works in 128-bit lanes: lane q of sum[v] holds the
/// bytes 16q + 4v .. 16q + 4v + 3, until Wide::sort() puts them in order.
template <typename Wide>
inline void x86_weigh_rows(const std::uint8_t* const* rows, const std::int16_t* weights, std::size_t count,
                           std::size_t bytes, std::int32_t* sums) noexcept {
    using V = typename Wide::V;
    std::size_t done = 0;
    do {  // a band of rows at a time, so that the processor's prefetcher can follow them all
        const std::size_t band = count - done < rows_a_band ? count - done : rows_a_band;
        std::size_t x = 0;
        for (; x + Wide::bytes <= bytes; x += Wide::bytes) {
            V sum[4] = {};
            for (std::size_t r = done; r < done + band; r += 2) {
                const bool pair = r + 1 < done + band;
                const V weight = Wide::repeat(weight_pair(weights[r], pair ? weights[r + 1] : std::int16_t{0}));
                const V a = Wide::load(rows[r] + x);
                const V b = pair ? Wide::load(rows[r + 1] + x) : V{};
                const V low = Wide::low_bytes(a, b);
                const V high = Wide::high_bytes(a, b);
                sum[0] = Wide::add_products(sum[0], Wide::low_bytes(low, V{}), weight);
                sum[1] = Wide::add_products(sum[1], Wide::high_bytes(low, V{}), weight);
                sum[2] = Wide::add_products(sum[2], Wide::low_bytes(high, V{}), weight);
                sum[3] = Wide::add_products(sum[3], Wide::high_bytes(high, V{}), weight);
            }
            Wide::sort(sum);
            for (std::size_t v = 0; v < 4; ++v) {
                std::int32_t* const out = sums + x + (v * Wide::bytes / 4);
                Wide::store(out, done == 0 ? sum[v] : Wide::add(sum[v], Wide::load(out)));
            }
        }
        for (; x < bytes; ++x) {
            std::int32_t sum = done == 0 ? 0 : sums[x];
            for (std::size_t r = done; r < done + band; ++r) sum += std::int32_t{weights[r]} * rows[r][x];
            sums[x] = sum;
        }
        done += band;
    } while (done < count);
}

/// Eight products, added up to four partial sums.
inline __m128i eight_products(const std::int16_t* run, const std::int16_t* weights) noexcept {
    return _mm_madd_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(run)),
                          _mm_loadu_si128(reinterpret_cast<const __m128i*>(weights)));
}

/// The products of one run, added up to four partial sums. Reads past the run's end, where the weights are 0.
inline __m128i weigh_run(const std::int16_t* run, const std::int16_t* weights, std::size_t count) noexcept {
    if (count <= 8) return eight_products(run, weights);
#if defined(__AVX512BW__)
    if (count > 16) {
        __m512i wide = _mm512_setzero_si512();
        for (std::size_t x = 0; x < count; x += 32)
            wide =
                _mm512_add_epi32(wide, _mm512_madd_epi16(_mm512_loadu_si512(run + x), _mm512_loadu_si512(weights + x)));
        const __m256i half = _mm256_add_epi32(_mm512_castsi512_si256(wide), _mm512_extracti64x4_epi64(wide, 1));
        return _mm_add_epi32(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1));
    }
#endif
#if defined(__AVX2__)
    __m256i wide = _mm256_setzero_si256();
    for (std::size_t x = 0; x < count; x += 16)
        wide = _mm256_add_epi32(wide,
                                _mm256_madd_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(run + x)),
                                                  _mm256_loadu_si256(reinterpret_cast<const __m256i*>(weights + x))));
    return _mm_add_epi32(_mm256_castsi256_si128(wide), _mm256_extracti128_si256(wide, 1));
#else
    __m128i sum = eight_products(run, weights);
    for (std::size_t x = 8; x < count; x += 8) sum = _mm_add_epi32(sum, eight_products(run + x, weights + x));
    return sum;
#endif
}

/// Four times four partial sums, added up.
inline __m128i four_sums(const __m128i part[4]) noexcept {
    const __m128i first = _mm_add_epi32(_mm_unpacklo_epi32(part[0], part[1]), _mm_unpackhi_epi32(part[0], part[1]));
    const __m128i second = _mm_add_epi32(_mm_unpacklo_epi32(part[2], part[3]), _mm_unpackhi_epi32(part[2], part[3]));
    return _mm_add_epi32(_mm_unpacklo_epi64(first, second), _mm_unpackhi_epi64(first, second));
}

inline void x86_weigh_columns(const std::int16_t* planes, std::size_t count, std::size_t stride, const Taps* outputs,
                              const std::int16_t* weights, std::int32_t (*out)[grid]) noexcept {
    for (std::size_t k = 0; k < grid; k += 4) {
        const Taps* const taps = outputs + k;
        const bool is_short = taps[0].count <= 8 && taps[1].count <= 8 && taps[2].count <= 8 && taps[3].count <= 8;
        for (std::size_t p = 0; p < count; ++p) {
            const std::int16_t* const samples = planes + (p * stride);
            __m128i part[4];
            if (is_short) {
                for (std::size_t m = 0; m < 4; ++m)
                    part[m] = eight_products(samples + taps[m].start, weights + taps[m].offset);
            } else {
                for (std::size_t m = 0; m < 4; ++m)
                    part[m] = weigh_run(samples + taps[m].start, weights + taps[m].offset, taps[m].count);
            }
            _mm_storeu_si128(reinterpret_cast<__m128i*>(out[p] + k), four_sums(part));
        }
    }
}

/// The plain loops with those that x86 does better.
template <typename Wide>
constexpr KernelTable x86_table() noexcept {
    KernelTable table = portable_table;
    table.weigh_rows = x86_weigh_rows<Wide>;
    table.weigh_columns = x86_weigh_columns;
    return table;
}

}  // namespace
}  // namespace holdfast::imaging
