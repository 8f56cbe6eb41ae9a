// SPDX-License-Identifier: Apache-2.0
#include "inverse_dct.hpp"

#include <algorithm>
#include <cstring>

#include "inverse_dct_lanes.hpp"

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#else
#error "no vectors for this architecture"
#endif

namespace holdfast::media {

#ifdef HOLDFAST_AVX2_INVERSE_DCT
void inverse_dct_pair_avx2(const CoefficientBlock blocks[2], const BlockTarget targets[2], BlockShape shape);
#endif

namespace {

#if defined(__wasm_simd128__)
struct Lanes128 {
    using Vector = v128_t;
    static Vector zero() noexcept { return wasm_i32x4_splat(0); }
    static Vector add32(Vector a, Vector b) noexcept { return wasm_i32x4_add(a, b); }
    static Vector sub32(Vector a, Vector b) noexcept { return wasm_i32x4_sub(a, b); }
    static Vector multiply_add(Vector a, Vector b) noexcept { return wasm_i32x4_dot_i16x8(a, b); }
    template <int Bits>
    static Vector shift_right(Vector a) noexcept {
        return wasm_i32x4_shr(a, Bits);
    }
    static Vector pack(Vector a, Vector b) noexcept { return wasm_i16x8_narrow_i32x4(a, b); }
    static Vector low16(Vector a, Vector b) noexcept { return wasm_i16x8_shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11); }
    static Vector high16(Vector a, Vector b) noexcept { return wasm_i16x8_shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15); }
    static Vector low32(Vector a, Vector b) noexcept { return wasm_i32x4_shuffle(a, b, 0, 4, 1, 5); }
    static Vector high32(Vector a, Vector b) noexcept { return wasm_i32x4_shuffle(a, b, 2, 6, 3, 7); }
    static Vector low64(Vector a, Vector b) noexcept { return wasm_i64x2_shuffle(a, b, 0, 2); }
    static Vector high64(Vector a, Vector b) noexcept { return wasm_i64x2_shuffle(a, b, 1, 3); }
    static Vector pair(std::int16_t a, std::int16_t b) noexcept { return wasm_i16x8_make(a, b, a, b, a, b, a, b); }
    static Vector constant32(int a) noexcept { return wasm_i32x4_splat(a); }
    static Vector load(const std::int16_t* from) noexcept { return wasm_v128_load(from); }
    /// Two rows of samples, 128 added, within 0..255.
    static void store(Vector a, Vector b, std::uint8_t* to_a, std::uint8_t* to_b) noexcept {
        const Vector middle = wasm_i16x8_splat(128);
        const Vector rows = wasm_u8x16_narrow_i16x8(wasm_i16x8_add_sat(a, middle), wasm_i16x8_add_sat(b, middle));
        wasm_v128_store64_lane(to_a, rows, 0);
        wasm_v128_store64_lane(to_b, rows, 1);
    }
};
#else
struct Lanes128 {
    using Vector = __m128i;
    static Vector zero() noexcept { return _mm_setzero_si128(); }
    static Vector add32(Vector a, Vector b) noexcept { return _mm_add_epi32(a, b); }
    static Vector sub32(Vector a, Vector b) noexcept { return _mm_sub_epi32(a, b); }
    static Vector multiply_add(Vector a, Vector b) noexcept { return _mm_madd_epi16(a, b); }
    template <int Bits>
    static Vector shift_right(Vector a) noexcept {
        return _mm_srai_epi32(a, Bits);
    }
    static Vector pack(Vector a, Vector b) noexcept { return _mm_packs_epi32(a, b); }
    static Vector low16(Vector a, Vector b) noexcept { return _mm_unpacklo_epi16(a, b); }
    static Vector high16(Vector a, Vector b) noexcept { return _mm_unpackhi_epi16(a, b); }
    static Vector low32(Vector a, Vector b) noexcept { return _mm_unpacklo_epi32(a, b); }
    static Vector high32(Vector a, Vector b) noexcept { return _mm_unpackhi_epi32(a, b); }
    static Vector low64(Vector a, Vector b) noexcept { return _mm_unpacklo_epi64(a, b); }
    static Vector high64(Vector a, Vector b) noexcept { return _mm_unpackhi_epi64(a, b); }
    static Vector pair(std::int16_t a, std::int16_t b) noexcept { return _mm_set_epi16(b, a, b, a, b, a, b, a); }
    static Vector constant32(int a) noexcept { return _mm_set1_epi32(a); }
    static Vector load(const std::int16_t* from) noexcept {
        return _mm_load_si128(reinterpret_cast<const __m128i*>(from));
    }
    /// Two rows of samples, 128 added, within 0..255.
    static void store(Vector a, Vector b, std::uint8_t* to_a, std::uint8_t* to_b) noexcept {
        const Vector middle = _mm_set1_epi16(128);
        const Vector rows = _mm_packus_epi16(_mm_adds_epi16(a, middle), _mm_adds_epi16(b, middle));
        _mm_storel_epi64(reinterpret_cast<__m128i*>(to_a), rows);
        _mm_storel_epi64(reinterpret_cast<__m128i*>(to_b), _mm_unpackhi_epi64(rows, rows));
    }
};
#endif

template <bool Smooth>
void transform_block(const CoefficientBlock& block, const BlockTarget& target) noexcept {
    Lanes128::Vector rows[8];
    for (std::size_t i = 0; i < 8; ++i) rows[i] = Lanes128::load(block.values + (8 * i));
    inverse_dct<Smooth, Lanes128>(rows);
    for (std::size_t i = 0; i < 8; i += 2) {
        std::uint8_t* to = target.samples + (i * target.stride);
        Lanes128::store(rows[i], rows[i + 1], to, to + target.stride);
    }
}

void flat_block(const CoefficientBlock& block, const BlockTarget& target) noexcept {
    const int sample = std::clamp(((block.values[0] * 4 + 16) >> 5) + 128, 0, 255);
    for (std::size_t y = 0; y < 8; ++y) std::memset(target.samples + (y * target.stride), sample, 8);
}

void inverse_dct_pair_128(const CoefficientBlock blocks[2], const BlockTarget targets[2], BlockShape shape) {
    for (int i = 0; i < 2; ++i) {
        if (shape == BlockShape::flat) {
            flat_block(blocks[i], targets[i]);
        } else if (shape == BlockShape::smooth) {
            transform_block<true>(blocks[i], targets[i]);
        } else {
            transform_block<false>(blocks[i], targets[i]);
        }
    }
}

}  // namespace

InverseDctPair plain_inverse_dct() noexcept {
    return inverse_dct_pair_128;
}

InverseDctPair best_inverse_dct() noexcept {
#ifdef HOLDFAST_AVX2_INVERSE_DCT
    if (__builtin_cpu_supports("avx2") != 0) {
        return [](const CoefficientBlock blocks[2], const BlockTarget targets[2], BlockShape shape) {
            if (shape == BlockShape::flat) return inverse_dct_pair_128(blocks, targets, shape);
            inverse_dct_pair_avx2(blocks, targets, shape);
        };
    }
#endif
    return inverse_dct_pair_128;
}

}  // namespace holdfast::media
