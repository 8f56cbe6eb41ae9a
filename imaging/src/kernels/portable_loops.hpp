// SPDX-License-Identifier: Apache-2.0
// Plain loops for every entry of KernelTable, written so that a compiler can vectorise them. Each kernel's source file
// includes this with its own instruction set; the unnamed namespace and the absence of library calls keep those copies
// apart, so that the linker can never put an AVX-512 copy where an older processor would run it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "dct_tables.hpp"
#include "kernels/interleaved.hpp"
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

// As many 16-bit numbers as a register holds, and as many bytes.
template <std::size_t Lanes>
struct Shorts;
template <>
struct Shorts<8> {
    using Type = std::uint16_t __attribute__((vector_size(16)));
    using Bytes = std::uint8_t __attribute__((vector_size(8)));
};
template <>
struct Shorts<16> {
    using Type = std::uint16_t __attribute__((vector_size(32)));
    using Bytes = std::uint8_t __attribute__((vector_size(16)));
};
template <>
struct Shorts<32> {
    using Type = std::uint16_t __attribute__((vector_size(64)));
    using Bytes = std::uint8_t __attribute__((vector_size(32)));
};

// `Vectors` registers full of sums, starting with byte x.
template <std::size_t Vectors>
inline void weigh_few_rows_from(const std::uint8_t* const* rows, const std::int16_t* weights, std::size_t count,
                                std::size_t x, std::int16_t* sums) noexcept {
    constexpr std::size_t lanes = 2 * portable_lanes;
    using Type = typename Shorts<lanes>::Type;
    using Bytes = typename Shorts<lanes>::Bytes;
    Type sum[Vectors] = {};
    for (std::size_t r = 0; r < count; ++r) {
        const auto weight = static_cast<std::uint16_t>(weights[r]);
        for (std::size_t v = 0; v < Vectors; ++v) {
            Bytes bytes;
            __builtin_memcpy(&bytes, rows[r] + x + (v * lanes), sizeof bytes);
            sum[v] += __builtin_convertvector(bytes, Type) * weight;
        }
    }
    __builtin_memcpy(sums + x, sum, sizeof sum);
}

inline void portable_weigh_few_rows(const std::uint8_t* const* rows, const std::int16_t* weights, std::size_t count,
                                    std::size_t bytes, std::int16_t* sums) noexcept {
    constexpr std::size_t lanes = 2 * portable_lanes;
    constexpr std::size_t vectors = 4;
    std::size_t x = 0;
    for (; x + (vectors * lanes) <= bytes; x += vectors * lanes)
        weigh_few_rows_from<vectors>(rows, weights, count, x, sums);
    for (; x + lanes <= bytes; x += lanes) weigh_few_rows_from<1>(rows, weights, count, x, sums);
    for (; x < bytes; ++x) {
        std::int32_t sum = 0;
        for (std::size_t r = 0; r < count; ++r) sum += std::int32_t{weights[r]} * rows[r][x];
        sums[x] = static_cast<std::int16_t>(sum);
    }
}

template <std::size_t Channels>
inline void split_row(const std::int32_t* sums, std::size_t width, std::int16_t* planes, std::size_t stride) noexcept {
    if (width >= pixels_a_step) {
        take_row_apart<Channels>(sums, width, low_bits, planes, 2 * stride);
        take_row_apart<Channels>(sums, width, high_bits, planes + stride, 2 * stride);
        return;
    }
    for (std::size_t c = 0; c < (Channels == 1 ? 1 : 3); ++c)
        for (std::size_t x = 0; x < width; ++x) {
            const std::int32_t sum = sums[(x * Channels) + c];
            planes[(2 * c * stride) + x] = static_cast<std::int16_t>(sum & 2047);
            planes[(((2 * c) + 1) * stride) + x] = static_cast<std::int16_t>(sum >> 11);
        }
}

inline void portable_split(const std::int32_t* sums, std::size_t width, std::size_t channels, std::int16_t* planes,
                           std::size_t stride) noexcept {
    if (channels == 1)
        split_row<1>(sums, width, planes, stride);
    else if (channels == 3)
        split_row<3>(sums, width, planes, stride);
    else
        split_row<4>(sums, width, planes, stride);
}

template <std::size_t Channels>
inline void take_apart(const std::int16_t* sums, std::size_t width, std::int16_t* planes, std::size_t stride) noexcept {
    if (width >= pixels_a_step) {
        take_row_apart<Channels>(sums, width, same_halves, planes, stride);
        return;
    }
    for (std::size_t c = 0; c < 3; ++c)
        for (std::size_t x = 0; x < width; ++x) planes[(c * stride) + x] = sums[(x * Channels) + c];
}

inline void portable_take_apart(const std::int16_t* sums, std::size_t width, std::size_t channels, std::int16_t* planes,
                                std::size_t stride) noexcept {
    if (channels == 3)
        take_apart<3>(sums, width, planes, stride);
    else
        take_apart<4>(sums, width, planes, stride);
}

inline void portable_weigh_columns(const std::int16_t* planes, std::size_t count, std::size_t stride,
                                   const Taps* outputs, const std::int16_t* weights,
                                   std::int32_t (*out)[grid]) noexcept {
    for (std::size_t p = 0; p < count; ++p)
        for (std::size_t k = 0; k < grid; ++k) {
            const std::int16_t* const run = planes + (p * stride) + outputs[k].start;
            const std::int16_t* const weight = weights + outputs[k].offset;
            std::int32_t sum = 0;
            for (std::size_t x = 0; x < outputs[k].count; ++x) sum += std::int32_t{run[x]} * weight[x];
            out[p][k] = sum;
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

// Sums of at most 255 * 2^8 give a luma below 2^31; what greater ones wrap to is not used.
inline void portable_shared_row(const std::int32_t (*sums)[grid], std::size_t channels, int shift,
                                std::int16_t* row) noexcept {
    const std::uint32_t half = std::uint32_t{1} << static_cast<unsigned>(shift - 1);
    const auto rounded = [half, shift](std::uint32_t luma) {
        return static_cast<std::int16_t>((luma + half) >> static_cast<unsigned>(shift));
    };
    if (channels == 1) {
        constexpr auto grey = static_cast<std::uint32_t>(canonical_grey);
        for (std::size_t x = 0; x < grid; ++x) row[x] = rounded(static_cast<std::uint32_t>(sums[0][x]) * grey);
        return;
    }
    constexpr auto red = static_cast<std::uint32_t>(canonical_colours[0]);
    constexpr auto green = static_cast<std::uint32_t>(canonical_colours[1]);
    constexpr auto blue = static_cast<std::uint32_t>(canonical_colours[2]);
    for (std::size_t x = 0; x < grid; ++x)
        row[x] =
            rounded((red * static_cast<std::uint32_t>(sums[0][x])) + (green * static_cast<std::uint32_t>(sums[1][x])) +
                    (blue * static_cast<std::uint32_t>(sums[2][x])));
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
    .weigh_few_rows = portable_weigh_few_rows,
    .split = portable_split,
    .take_apart = portable_take_apart,
    .weigh_columns = portable_weigh_columns,
    .canonical_row = portable_canonical_row,
    .shared_row = portable_shared_row,
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
