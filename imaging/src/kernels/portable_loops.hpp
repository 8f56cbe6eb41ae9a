// SPDX-License-Identifier: Apache-2.0
// Plain loops for every entry of KernelTable, written so that a compiler can vectorise them. Each kernel's source file
// includes this with its own instruction set; the unnamed namespace and the absence of library calls keep those copies
// apart, so that the linker can never put an AVX-512 copy where an older processor would run it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "dct_tables.hpp"
#include "kernels/kernel_table.hpp"
#include "kernels/ordered_lanes.hpp"
#include "tap_table.hpp"

namespace holdfast::imaging {
namespace {

#if defined(__AVX512F__)
inline constexpr std::size_t portable_lanes = 16;
#elif defined(__AVX2__)
inline constexpr std::size_t portable_lanes = 8;
#else
inline constexpr std::size_t portable_lanes = 4;
#endif

inline void portable_weigh_rows(const std::uint8_t* const* rows, const std::int16_t* weights, std::size_t count,
                                std::size_t bytes, std::int32_t* sums) noexcept {
    for (std::size_t x = 0; x < bytes; ++x) sums[x] = 0;
    for (std::size_t r = 0; r < count; ++r) {
        const std::uint8_t* const row = rows[r];
        const std::int32_t weight = weights[r];
        for (std::size_t x = 0; x < bytes; ++x) sums[x] += weight * row[x];
    }
}

// Eight pixels' sums of one channel each, in 32 and in 16 bits.
using EightWords = std::int32_t __attribute__((vector_size(32)));
using EightHalves = std::int16_t __attribute__((vector_size(16)));

struct EightPixels {
    EightWords channel[3];
};

// Takes three interleaved channels apart, four pixels (twelve numbers) at a time.
inline void take_apart(const std::int32_t* from, EightPixels& pixels) noexcept {
    using Four = std::int32_t __attribute__((vector_size(16)));
    Four parts[2][3];
    for (std::size_t half = 0; half < 2; ++half) {
        Four in[3];
        __builtin_memcpy(in, from + (12 * half), sizeof in);
        parts[half][0] = __builtin_shufflevector(__builtin_shufflevector(in[0], in[1], 0, 3, 6, 6), in[2], 0, 1, 2, 5);
        parts[half][1] = __builtin_shufflevector(__builtin_shufflevector(in[0], in[1], 1, 4, 7, 7), in[2], 0, 1, 2, 6);
        parts[half][2] = __builtin_shufflevector(__builtin_shufflevector(in[0], in[1], 2, 5, 5, 5), in[2], 0, 1, 4, 7);
    }
    for (std::size_t c = 0; c < 3; ++c)
        pixels.channel[c] = __builtin_shufflevector(parts[0][c], parts[1][c], 0, 1, 2, 3, 4, 5, 6, 7);
}
inline void store_halves(std::int16_t* to, const EightWords& words) noexcept {
    const EightHalves halves = __builtin_convertvector(words, EightHalves);
    __builtin_memcpy(to, &halves, sizeof halves);
}

inline void portable_split(const std::int32_t* sums, std::size_t width, std::size_t channels, std::int16_t* planes,
                           std::size_t stride) noexcept {
    std::size_t x = 0;
    if (channels == 3) {
        for (; x + 8 <= width; x += 8) {
            EightPixels pixels;
            take_apart(sums + (3 * x), pixels);
            for (std::size_t c = 0; c < 3; ++c) {
                store_halves(planes + (2 * c * stride) + x, pixels.channel[c] & 2047);
                store_halves(planes + (((2 * c) + 1) * stride) + x, pixels.channel[c] >> 11);
            }
        }
    }
    const std::size_t used = channels == 1 ? 1 : 3;
    for (std::size_t c = 0; c < used; ++c) {
        std::int16_t* const low = planes + (2 * c * stride);
        std::int16_t* const high = low + stride;
        for (std::size_t rest = x; rest < width; ++rest) {
            const std::int32_t sum = sums[(rest * channels) + c];
            low[rest] = static_cast<std::int16_t>(sum & 2047);
            high[rest] = static_cast<std::int16_t>(sum >> 11);
        }
    }
}

inline void portable_narrow(const std::int32_t* sums, std::size_t width, std::size_t channels, std::int16_t* planes,
                            std::size_t stride) noexcept {
    std::size_t x = 0;
    if (channels == 3) {
        for (; x + 8 <= width; x += 8) {
            EightPixels pixels;
            take_apart(sums + (3 * x), pixels);
            for (std::size_t c = 0; c < 3; ++c) store_halves(planes + (c * stride) + x, pixels.channel[c]);
        }
    }
    const std::size_t used = channels == 1 ? 1 : 3;
    for (std::size_t c = 0; c < used; ++c)
        for (std::size_t rest = x; rest < width; ++rest)
            planes[(c * stride) + rest] = static_cast<std::int16_t>(sums[(rest * channels) + c]);
}

inline void portable_weigh_columns(const std::int16_t* samples, const Taps* outputs, const std::int16_t* weights,
                                   std::int32_t* out) noexcept {
    for (std::size_t k = 0; k < grid; ++k) {
        const std::int16_t* const run = samples + outputs[k].start;
        const std::int16_t* const weight = weights + outputs[k].offset;
        std::int32_t sum = 0;
        for (std::size_t x = 0; x < outputs[k].count; ++x) sum += std::int32_t{run[x]} * weight[x];
        out[k] = sum;
    }
}

inline void portable_canonical_row(const std::int32_t (*sums)[grid], std::size_t channels, std::int16_t* row) noexcept {
    if (channels == 1) {
        // (high * 2^11 + low + 2^20) >> 21, kept within 32 bits.
        for (std::size_t x = 0; x < grid; ++x)
            row[x] = static_cast<std::int16_t>((sums[1][x] + ((sums[0][x] + (1 << 20)) >> 11)) >> 10);
        return;
    }
    for (std::size_t x = 0; x < grid; ++x) {
        std::int64_t luma = std::int64_t{1} << 35;
        for (std::size_t c = 0; c < 3; ++c)
            luma += canonical_colours[c] * ((std::int64_t{sums[(2 * c) + 1][x]} << 11) + sums[2 * c][x]);
        row[x] = static_cast<std::int16_t>(luma >> 36);
    }
}

inline void portable_exact_row(const std::int32_t (*sums)[grid], std::size_t channels, const double* factors,
                               double* row) noexcept {
    if (channels == 1) {
        for (std::size_t x = 0; x < grid; ++x) row[x] = sums[0][x] * factors[x];
        return;
    }
    // The reference's luma weights are floats. A product with a sum (below 2^20) needs 44 bits and all three added up
    // 47, so doubles hold them exactly.
    constexpr double red = static_cast<double>(0.299F);
    constexpr double green = static_cast<double>(0.587F);
    constexpr double blue = static_cast<double>(0.114F);
    for (std::size_t x = 0; x < grid; ++x)
        row[x] = ((red * sums[0][x]) + (green * sums[1][x]) + (blue * sums[2][x])) * factors[x];
}

inline std::int32_t portable_reference_gradient(const float* buffer, float allowance) noexcept {
    const auto steps = [allowance](float u, float v) {
        const float change = u - v;
        const float difference = (change < 0 ? -change : change) + allowance;
        return static_cast<std::int32_t>((difference < 0 ? 0.0F : difference) * (100.0F / 255.0F));
    };
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < (grid - 1) * grid; ++i) sum += steps(buffer[i], buffer[i + grid]);
    for (std::size_t y = 0; y < grid; ++y)
        for (std::size_t x = 0; x + 1 < grid; ++x) sum += steps(buffer[(y * grid) + x], buffer[(y * grid) + x + 1]);
    return sum;
}

// Row i of the table is odd about its middle for even i and even for odd i, so the 64 products fold into 32.
inline void portable_canonical_coefficients(const std::int16_t* buffer, std::int64_t* coefficients) noexcept {
    constexpr std::int32_t middle =
        255 * 64;  // centring the values keeps the sums within 32 bits; the table's rows add up to 0
    std::int16_t folded[2][32 * grid];
    for (std::size_t k = 0; k < 32; ++k)
        for (std::size_t j = 0; j < grid; ++j) {
            const std::int32_t above = buffer[(k * grid) + j] - middle;
            const std::int32_t below = buffer[((63 - k) * grid) + j] - middle;
            folded[0][(k * grid) + j] = static_cast<std::int16_t>(above - below);
            folded[1][(k * grid) + j] = static_cast<std::int16_t>(above + below);
        }
    for (std::size_t i = 0; i < 16; ++i) {
        std::int32_t sums[grid] = {};
        const std::int16_t* const values = folded[i % 2];
        for (std::size_t k = 0; k < 32; ++k) {
            const std::int32_t factor = canonical_dct[i][k];
            for (std::size_t j = 0; j < grid; ++j) sums[j] += factor * values[(k * grid) + j];
        }
        std::int64_t ends[2][32];
        for (std::size_t k = 0; k < 32; ++k) {
            ends[0][k] = std::int64_t{sums[k]} - sums[63 - k];
            ends[1][k] = std::int64_t{sums[k]} + sums[63 - k];
        }
        for (std::size_t j = 0; j < 16; ++j) {
            const std::int64_t* const end = ends[j % 2];
            std::int64_t sum = 0;
            for (std::size_t k = 0; k < 32; ++k) sum += end[k] * canonical_dct[j][k];
            coefficients[(16 * i) + j] = sum;
        }
    }
}

inline std::int32_t portable_canonical_gradient(const std::int16_t* buffer) noexcept {
    // floor(d * 100 / 32640) = floor(d * 51401 / 2^24) for every d in 0..32640 (a test tries them all).
    const auto steps = [](std::int32_t a, std::int32_t b) {
        const auto difference = static_cast<std::uint32_t>(a > b ? a - b : b - a);
        return static_cast<std::int32_t>((difference * 51401U) >> 24U);
    };
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < (grid - 1) * grid; ++i) sum += steps(buffer[i], buffer[i + grid]);
    for (std::size_t y = 0; y < grid; ++y)
        for (std::size_t x = 0; x + 1 < grid; ++x) sum += steps(buffer[(y * grid) + x], buffer[(y * grid) + x + 1]);
    return sum;
}

inline void portable_exact_coefficients(const double* buffer, double* coefficients, double* row_norms) noexcept {
    double folded[2][32 * grid];
    for (std::size_t k = 0; k < 32; ++k)
        for (std::size_t j = 0; j < grid; ++j) {
            const double above = buffer[(k * grid) + j];
            const double below = buffer[((63 - k) * grid) + j];
            folded[0][(k * grid) + j] = above - below;
            folded[1][(k * grid) + j] = above + below;
        }
    double turned[2][32][8];
    for (std::size_t j = 0; j < 16; ++j)
        for (std::size_t k = 0; k < 32; ++k) turned[j % 2][k][j / 2] = static_cast<double>(reference_dct[j][k]);
    for (std::size_t i = 0; i < 16; ++i) {
        double sums[grid] = {};
        const double* const values = folded[i % 2];
        for (std::size_t k = 0; k < 32; ++k) {
            const double factor = static_cast<double>(reference_dct[i][k]);
            for (std::size_t j = 0; j < grid; ++j) sums[j] += factor * values[(k * grid) + j];
        }
        double norm = 0;
        for (std::size_t k = 0; k < grid; ++k) norm += sums[k] < 0 ? -sums[k] : sums[k];
        row_norms[i] = norm;
        for (std::size_t parity = 0; parity < 2; ++parity) {
            double products[8] = {};
            for (std::size_t k = 0; k < 32; ++k) {
                const double end = parity == 0 ? sums[k] - sums[63 - k] : sums[k] + sums[63 - k];
                for (std::size_t m = 0; m < 8; ++m) products[m] += end * turned[parity][k][m];
            }
            for (std::size_t m = 0; m < 8; ++m) coefficients[(16 * i) + (2 * m) + parity] = products[m];
        }
    }
}

// The reference adds its 64 products from first to last into one float; here 64 or 16 such sums run side by side.
inline void portable_reference_coefficients(const float* buffer, float* coefficients) noexcept {
    float half[16][grid];
    for (std::size_t i = 0; i < 16; ++i) {
        float sums[grid] = {};
        for (std::size_t k = 0; k < grid; ++k) {
            const float factor = reference_dct[i][k];
            for (std::size_t j = 0; j < grid; ++j) sums[j] += factor * buffer[(k * grid) + j];
        }
        for (std::size_t j = 0; j < grid; ++j) half[i][j] = sums[j];
    }
    float turned[grid][16];
    for (std::size_t k = 0; k < grid; ++k)
        for (std::size_t j = 0; j < 16; ++j) turned[k][j] = reference_dct[j][k];
    for (std::size_t i = 0; i < 16; ++i) {
        float sums[16] = {};
        for (std::size_t k = 0; k < grid; ++k) {
            const float factor = half[i][k];
            for (std::size_t j = 0; j < 16; ++j) sums[j] += factor * turned[k][j];
        }
        for (std::size_t j = 0; j < 16; ++j) coefficients[(16 * i) + j] = sums[j];
    }
}

inline constexpr KernelTable portable_table = {
    .weigh_rows = portable_weigh_rows,
    .split = portable_split,
    .narrow = portable_narrow,
    .weigh_columns = portable_weigh_columns,
    .canonical_row = portable_canonical_row,
    .exact_row = portable_exact_row,
    .reference_gradient = portable_reference_gradient,
    .canonical_coefficients = portable_canonical_coefficients,
    .canonical_gradient = portable_canonical_gradient,
    .exact_coefficients = portable_exact_coefficients,
    .ordered_buffer = OrderedLanes<portable_lanes>::buffer,
    .reference_coefficients = portable_reference_coefficients,
};

}  // namespace
}  // namespace holdfast::imaging
