// SPDX-License-Identifier: Apache-2.0
// Vectors of 4, 8 or 16 floats, what the reference's order of operations needs of them, and luma in that order.
//
// Included by each kernel's source file with its own instruction set and number of lanes; see portable_loops.hpp on why
// the namespace is unnamed.
#pragma once

#if defined(__AVX2__)
#include <immintrin.h>
#endif

#include <cstddef>
#include <cstdint>

namespace holdfast::imaging {
namespace {

// What the compilers have no dependent types for: vectors of Lanes floats, as many words and four times as many bytes.
template <std::size_t Lanes>
struct Vector;
template <>
struct Vector<4> {
    using Type = float __attribute__((vector_size(16)));
    using Words = std::uint32_t __attribute__((vector_size(16)));
    using Signed = std::int32_t __attribute__((vector_size(16)));
    using Bytes = std::uint8_t __attribute__((vector_size(16)));

    static void turn(Type v[4]) noexcept {
        const Type a = __builtin_shufflevector(v[0], v[1], 0, 4, 1, 5);
        const Type b = __builtin_shufflevector(v[0], v[1], 2, 6, 3, 7);
        const Type c = __builtin_shufflevector(v[2], v[3], 0, 4, 1, 5);
        const Type d = __builtin_shufflevector(v[2], v[3], 2, 6, 3, 7);
        v[0] = __builtin_shufflevector(a, c, 0, 1, 4, 5);
        v[1] = __builtin_shufflevector(a, c, 2, 3, 6, 7);
        v[2] = __builtin_shufflevector(b, d, 0, 1, 4, 5);
        v[3] = __builtin_shufflevector(b, d, 2, 3, 6, 7);
    }
    // Four pixels of three bytes, a word each, whose last byte may be anything. Reads 16 bytes.
    static Words pixels_of_three(const std::uint8_t* pixels) noexcept {
#if defined(__wasm__)
        Bytes b;
        __builtin_memcpy(&b, pixels, sizeof b);
        return (Words)__builtin_shufflevector(b, b, 0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9, 9, 10, 11, 12);
#else
        std::uint32_t pixel[4];  // SSE2 cannot shuffle bytes
        for (std::size_t x = 0; x < 4; ++x) __builtin_memcpy(&pixel[x], pixels + (3 * x), 4);
        return Words{pixel[0], pixel[1], pixel[2], pixel[3]};
#endif
    }
};
#if defined(__AVX2__)
template <>
struct Vector<8> {
    using Type = float __attribute__((vector_size(32)));
    using Words = std::uint32_t __attribute__((vector_size(32)));
    using Signed = std::int32_t __attribute__((vector_size(32)));
    using Bytes = std::uint8_t __attribute__((vector_size(32)));

    static void turn(Type v[8]) noexcept {
        Type a[8];
        for (std::size_t l = 0; l < 8; l += 2) {
            a[l] = __builtin_shufflevector(v[l], v[l + 1], 0, 8, 1, 9, 4, 12, 5, 13);
            a[l + 1] = __builtin_shufflevector(v[l], v[l + 1], 2, 10, 3, 11, 6, 14, 7, 15);
        }
        Type b[8];
        for (std::size_t l = 0; l < 8; l += 4)
            for (std::size_t i = 0; i < 2; ++i) {
                b[l + (2 * i)] = __builtin_shufflevector(a[l + i], a[l + i + 2], 0, 1, 8, 9, 4, 5, 12, 13);
                b[l + (2 * i) + 1] = __builtin_shufflevector(a[l + i], a[l + i + 2], 2, 3, 10, 11, 6, 7, 14, 15);
            }
        for (std::size_t l = 0; l < 4; ++l) {
            v[l] = __builtin_shufflevector(b[l], b[l + 4], 0, 1, 2, 3, 8, 9, 10, 11);
            v[l + 4] = __builtin_shufflevector(b[l], b[l + 4], 4, 5, 6, 7, 12, 13, 14, 15);
        }
    }
    // Reads 32 bytes.
    static Words pixels_of_three(const std::uint8_t* pixels) noexcept {
        Words words;
        __builtin_memcpy(&words, pixels, sizeof words);
        words = __builtin_shufflevector(words, words, 0, 1, 2, 3, 3, 4, 5, 6);  // twelve bytes to each half
        const Bytes b = (Bytes)words;
        return (Words)__builtin_shufflevector(b, b, 0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9, 9, 10, 11, 12,  //
                                              16, 17, 18, 19, 19, 20, 21, 22, 22, 23, 24, 25, 25, 26, 27, 28);
    }
};
#endif
#if defined(__AVX512F__)
template <>
struct Vector<16> {
    using Type = float __attribute__((vector_size(64)));
    using Words = std::uint32_t __attribute__((vector_size(64)));
    using Signed = std::int32_t __attribute__((vector_size(64)));
    using Bytes = std::uint8_t __attribute__((vector_size(64)));

    static void turn(Type v[16]) noexcept {
        for (int stage = 0; stage < 4; ++stage) {
            Type next[16];
            for (std::size_t l = 0; l < 8; ++l) {
                next[2 * l] = __builtin_shufflevector(v[l], v[l + 8], 0, 16, 1, 17, 2, 18, 3, 19,  //
                                                      4, 20, 5, 21, 6, 22, 7, 23);
                next[(2 * l) + 1] = __builtin_shufflevector(v[l], v[l + 8], 8, 24, 9, 25, 10, 26, 11, 27,  //
                                                            12, 28, 13, 29, 14, 30, 15, 31);
            }
            for (std::size_t l = 0; l < 16; ++l) v[l] = next[l];
        }
    }
    // Reads 64 bytes.
    static Words pixels_of_three(const std::uint8_t* pixels) noexcept {
        Words words;
        __builtin_memcpy(&words, pixels, sizeof words);
        Words places = {0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9, 9, 10, 11, 12};  // twelve bytes to each quarter
        __asm__("" : "+v"(places));  // a permutation that clang knows it replaces by four instructions
        words = (Words)_mm512_permutexvar_epi32((__m512i)places, (__m512i)words);
        const Bytes b = (Bytes)words;
        return (Words)__builtin_shufflevector(b, b, 0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9, 9, 10, 11, 12,         //
                                              16, 17, 18, 19, 19, 20, 21, 22, 22, 23, 24, 25, 25, 26, 27, 28,  //
                                              32, 33, 34, 35, 35, 36, 37, 38, 38, 39, 40, 41, 41, 42, 43, 44,  //
                                              48, 49, 50, 51, 51, 52, 53, 54, 54, 55, 56, 57, 57, 58, 59, 60);
    }
};
#endif

// A whole number as a float; see Floats::convert() on the way.
inline float convert_one(std::uint16_t number) noexcept {
#if defined(__wasm__)
    return __builtin_bit_cast(float, 0x4b000000U | number) - 0x1p23F;
#else
    return static_cast<float>(number);
#endif
}

template <std::size_t Lanes>
struct Floats {
    using V = typename Vector<Lanes>::Type;
    using Words = typename Vector<Lanes>::Words;

    static V load(const float* from) noexcept {
        V v;
        __builtin_memcpy(&v, from, sizeof v);
        return v;
    }
    static void store(float* to, V v) noexcept { __builtin_memcpy(to, &v, sizeof v); }

    // sum / count as the reference divides, for counts up to 4; where they are powers of two the product is the same
    // float.
    static V divide(V sum, std::uint32_t count) noexcept {
        constexpr float inverse[] = {0, 1.0F, 0.5F, 0, 0.25F};
        return count == 3 ? sum / 3.0F : sum * inverse[count];
    }

    // Lanes x Lanes floats, turned.
    static void turn(const float* in, std::size_t in_stride, float* out, std::size_t out_stride) noexcept {
        V tile[Lanes];
        for (std::size_t l = 0; l < Lanes; ++l) tile[l] = load(in + (l * in_stride));
        Vector<Lanes>::turn(tile);
        for (std::size_t l = 0; l < Lanes; ++l) store(out + (l * out_stride), tile[l]);
    }

    // Whole numbers below 2^23 as floats.
    static V convert(Words words) noexcept {
#if defined(__wasm__)
        // Clang sees that the numbers are not negative and takes the conversion of unsigned ones, for which x86 has no
        // instruction. So: as the last bits of 2^23 + n, less 2^23.
        return (V)(words | 0x4b000000U) - 0x1p23F;
#else
        return __builtin_convertvector((typename Vector<Lanes>::Signed)words, V);
#endif
    }
    // How many bytes luma() reads.
    static constexpr std::size_t luma_bytes = 4 * Lanes;
    // Luma of Lanes pixels: three products and two sums in the reference's order.
    template <std::size_t Channels>
    static V luma(const std::uint8_t* pixels) noexcept {
        if constexpr (Channels == 1) {
            Words words = {};
            for (std::size_t x = 0; x < Lanes; ++x) words[x] = pixels[x];
            return convert(words);
        } else {
            Words words;
            if constexpr (Channels == 3)
                words = Vector<Lanes>::pixels_of_three(pixels);
            else
                __builtin_memcpy(&words, pixels, sizeof words);
            const V red = convert(words & 255U);
            const V green = convert((words >> 8U) & 255U);
            const V blue = convert((words >> 16U) & 255U);
            return (0.299F * red) + (0.587F * green) + (0.114F * blue);
        }
    }
};

}  // namespace
}  // namespace holdfast::imaging
