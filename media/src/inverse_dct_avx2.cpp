// SPDX-License-Identifier: Apache-2.0
// Two blocks side by side, one to each half of a 256-bit vector. Compiled for AVX2 and called only where that is.
#include <immintrin.h>

#include "inverse_dct.hpp"
#include "inverse_dct_lanes.hpp"

namespace holdfast::media {

void inverse_dct_pair_avx2(const CoefficientBlock blocks[2], const BlockTarget targets[2], BlockShape shape);

namespace {

struct Lanes256 {
    using Vector = __m256i;
    static Vector zero() noexcept { return _mm256_setzero_si256(); }
    static Vector add32(Vector a, Vector b) noexcept { return _mm256_add_epi32(a, b); }
    static Vector sub32(Vector a, Vector b) noexcept { return _mm256_sub_epi32(a, b); }
    static Vector multiply_add(Vector a, Vector b) noexcept { return _mm256_madd_epi16(a, b); }
    template <int Bits>
    static Vector shift_right(Vector a) noexcept {
        return _mm256_srai_epi32(a, Bits);
    }
    static Vector pack(Vector a, Vector b) noexcept { return _mm256_packs_epi32(a, b); }
    static Vector low16(Vector a, Vector b) noexcept { return _mm256_unpacklo_epi16(a, b); }
    static Vector high16(Vector a, Vector b) noexcept { return _mm256_unpackhi_epi16(a, b); }
    static Vector low32(Vector a, Vector b) noexcept { return _mm256_unpacklo_epi32(a, b); }
    static Vector high32(Vector a, Vector b) noexcept { return _mm256_unpackhi_epi32(a, b); }
    static Vector low64(Vector a, Vector b) noexcept { return _mm256_unpacklo_epi64(a, b); }
    static Vector high64(Vector a, Vector b) noexcept { return _mm256_unpackhi_epi64(a, b); }
    static Vector pair(std::int16_t a, std::int16_t b) noexcept {
        return _mm256_set1_epi32(static_cast<int>((static_cast<std::uint32_t>(static_cast<std::uint16_t>(b)) << 16U) |
                                                  static_cast<std::uint16_t>(a)));
    }
    static Vector constant32(int a) noexcept { return _mm256_set1_epi32(a); }
};

template <bool Smooth>
void transform_pair(const CoefficientBlock blocks[2], const BlockTarget targets[2]) noexcept {
    __m256i rows[8];
    for (std::size_t i = 0; i < 8; ++i) {
        const auto* first = reinterpret_cast<const __m128i*>(blocks[0].values + (8 * i));
        const auto* second = reinterpret_cast<const __m128i*>(blocks[1].values + (8 * i));
        rows[i] = _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_load_si128(first)), _mm_load_si128(second), 1);
    }
    inverse_dct<Smooth, Lanes256>(rows);
    const __m256i middle = _mm256_set1_epi16(128);
    for (std::size_t i = 0; i < 8; i += 2) {
        const __m256i samples =
            _mm256_packus_epi16(_mm256_adds_epi16(rows[i], middle), _mm256_adds_epi16(rows[i + 1], middle));
        const __m128i halves[2] = {_mm256_castsi256_si128(samples), _mm256_extracti128_si256(samples, 1)};
        for (int block = 0; block < 2; ++block) {
            std::uint8_t* to = targets[block].samples + (i * targets[block].stride);
            _mm_storel_epi64(reinterpret_cast<__m128i*>(to), halves[block]);
            _mm_storel_epi64(reinterpret_cast<__m128i*>(to + targets[block].stride),
                             _mm_unpackhi_epi64(halves[block], halves[block]));
        }
    }
}

}  // namespace

void inverse_dct_pair_avx2(const CoefficientBlock blocks[2], const BlockTarget targets[2], BlockShape shape) {
    if (shape == BlockShape::detailed) {
        transform_pair<false>(blocks, targets);
    } else {
        transform_pair<true>(blocks, targets);
    }
}

}  // namespace holdfast::media
