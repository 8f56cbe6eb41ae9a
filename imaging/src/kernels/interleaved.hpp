// SPDX-License-Identifier: Apache-2.0
// Takes interleaved channels of 16-bit numbers apart, eight pixels at a time, by interleaving halves of vectors alone:
// that is one instruction on every machine, while a general shuffle is several on those without one for bytes.
//
// Compiled anew in each kernel; see portable_loops.hpp on why the namespace is unnamed.
#pragma once

#if defined(__wasm__)
#include <wasm_simd128.h>
#endif

#include <cstddef>
#include <cstdint>

namespace holdfast::imaging {
namespace {

using Halves = std::int16_t __attribute__((vector_size(16)));
using Words = std::int32_t __attribute__((vector_size(32)));
inline constexpr std::size_t pixels_a_step = 8;

inline Halves low_halves(Halves a, Halves b) noexcept {
    return __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}
inline Halves high_halves(Halves a, Halves b) noexcept {
    return __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

#if defined(__wasm__)
// Where each byte of channel c comes from among the 16 of vector i; 128 for none.
struct PlacesOfThree {
    std::uint8_t of[3][3][16];
};
inline constexpr PlacesOfThree places_of_three = [] {
    PlacesOfThree places{};
    for (unsigned c = 0; c < 3; ++c)
        for (unsigned i = 0; i < 3; ++i)
            for (unsigned b = 0; b < 16; ++b) {
                const unsigned from = (2 * ((3 * (b / 2)) + c)) + (b % 2);  // among all 48 bytes
                places.of[c][i][b] = static_cast<std::uint8_t>(from / 16 == i ? from % 16 : 128);
            }
    return places;
}();
#endif

// Three vectors in a row, r g b r g b ..., become one a channel.
inline void take_apart_three(Halves v[3]) noexcept {
#if defined(__wasm__)
    // Engines keep the places that a swizzle takes in registers, while they make those of a shuffle anew each time.
    Halves channels[3];
    for (std::size_t c = 0; c < 3; ++c) {
        v128_t sum = wasm_i8x16_swizzle((v128_t)v[0], wasm_v128_load(places_of_three.of[c][0]));
        for (std::size_t i = 1; i < 3; ++i)
            sum = wasm_v128_or(sum, wasm_i8x16_swizzle((v128_t)v[i], wasm_v128_load(places_of_three.of[c][i])));
        channels[c] = (Halves)sum;
    }
    for (std::size_t c = 0; c < 3; ++c) v[c] = channels[c];
#elif defined(__SSE4_1__)
    // The numbers of a channel lie at different places of the three vectors: two blends and one shuffle for each.
    const Halves r12 = __builtin_shufflevector(v[0], v[1], 0, 9, 2, 3, 12, 5, 6, 15);
    const Halves r = __builtin_shufflevector(r12, v[2], 0, 1, 10, 3, 4, 13, 6, 7);
    const Halves g12 = __builtin_shufflevector(v[0], v[1], 0, 1, 10, 3, 4, 13, 6, 7);
    const Halves g = __builtin_shufflevector(g12, v[2], 8, 1, 2, 11, 4, 5, 14, 7);
    const Halves b12 = __builtin_shufflevector(v[0], v[1], 8, 1, 2, 11, 4, 5, 14, 7);
    const Halves b = __builtin_shufflevector(b12, v[2], 0, 9, 2, 3, 12, 5, 6, 15);
    v[0] = __builtin_shufflevector(r, r, 0, 3, 6, 1, 4, 7, 2, 5);
    v[1] = __builtin_shufflevector(g, g, 1, 4, 7, 2, 5, 0, 3, 6);
    v[2] = __builtin_shufflevector(b, b, 2, 5, 0, 3, 6, 1, 4, 7);
#else
    // Number n of the 24 goes next to number n + 12, as when a pack of cards is shuffled; after three times every third
    // number lies side by side.
    for (int stage = 0; stage < 3; ++stage) {
        const Halves a = __builtin_shufflevector(v[0], v[1], 0, 12, 1, 13, 2, 14, 3, 15);
        const Halves b = __builtin_shufflevector(v[0], v[2], 4, 8, 5, 9, 6, 10, 7, 11);
        const Halves c = __builtin_shufflevector(v[1], v[2], 0, 12, 1, 13, 2, 14, 3, 15);
        v[0] = a, v[1] = b, v[2] = c;
    }
#endif
}

// Four vectors in a row, r g b a r g b a ..., become one for each of the first three channels.
inline void take_apart_four(Halves v[4]) noexcept {
    const Halves even = low_halves(v[0], v[2]);   // pixels 0 and 4, channel by channel
    const Halves odd = high_halves(v[0], v[2]);   // 1 and 5
    const Halves even2 = low_halves(v[1], v[3]);  // 2 and 6
    const Halves odd2 = high_halves(v[1], v[3]);  // 3 and 7
    const Halves rg_even = low_halves(even, even2);
    const Halves rg_odd = low_halves(odd, odd2);
    v[0] = low_halves(rg_even, rg_odd);
    v[1] = high_halves(rg_even, rg_odd);
    v[2] = low_halves(high_halves(even, even2), high_halves(odd, odd2));
}

// The next eight pixels, as `part` makes 16 bits of each number, one channel after the other `stride` apart.
template <std::size_t Channels, typename Number, typename Part>
inline void take_pixels_apart(const Number* from, Part part, std::int16_t* to, std::size_t stride) noexcept {
    Halves v[Channels];
    for (std::size_t i = 0; i < Channels; ++i) v[i] = part(from + (pixels_a_step * i));
    if constexpr (Channels == 3) take_apart_three(v);
    if constexpr (Channels == 4) take_apart_four(v);
    for (std::size_t c = 0; c < (Channels == 1 ? 1 : 3); ++c) __builtin_memcpy(to + (c * stride), &v[c], sizeof v[c]);
}

// All pixels of a row: eight at a time, the last ones once more with the eight that end the row.
template <std::size_t Channels, typename Number, typename Part>
inline void take_row_apart(const Number* from, std::size_t width, Part part, std::int16_t* to,
                           std::size_t stride) noexcept {
    for (std::size_t x = 0; x + pixels_a_step <= width; x += pixels_a_step)
        take_pixels_apart<Channels>(from + (Channels * x), part, to + x, stride);
    const std::size_t last = width - pixels_a_step;
    if (width % pixels_a_step != 0) take_pixels_apart<Channels>(from + (Channels * last), part, to + last, stride);
}

inline Halves same_halves(const std::int16_t* from) noexcept {
    Halves v;
    __builtin_memcpy(&v, from, sizeof v);
    return v;
}
inline Halves low_bits(const std::int32_t* from) noexcept {
    Words v;
    __builtin_memcpy(&v, from, sizeof v);
    return __builtin_convertvector(v & 2047, Halves);
}
inline Halves high_bits(const std::int32_t* from) noexcept {
    Words v;
    __builtin_memcpy(&v, from, sizeof v);
    return __builtin_convertvector(v >> 11, Halves);
}

}  // namespace
}  // namespace holdfast::imaging
