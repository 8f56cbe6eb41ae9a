// SPDX-License-Identifier: Apache-2.0
// The inner loops that have one version for each instruction set. All versions of a loop give the same bits: the
// integer ones because nothing overflows, the float ones because every element sees the same operations in the same
// order.
#pragma once

#include <cstddef>
#include <cstdint>

#include "holdfast/imaging/kernel.hpp"

namespace holdfast::imaging {

struct Taps;

/// Luma from red, green and blue in units of 2^-15: 0.299, 0.587 and 0.114, rounded so that they add up to 1.
inline constexpr std::int64_t canonical_colours[3] = {9798, 19235, 3735};
/// Their sum: the luma of a grey sample in the same units.
inline constexpr std::int32_t canonical_grey = 32768;

/// A picture as the reference filters it: densely packed, 5 .. 512 rows and columns.
struct OrderedSource {
    const std::uint8_t* pixels;
    std::size_t rows;
    std::size_t columns;
    std::size_t channels;  ///< 1, 3 or 4
};
inline constexpr std::size_t ordered_max_side = 512;
/// Working memory of ordered_buffer().
inline constexpr std::size_t ordered_scratch_floats =
    (257 * (ordered_max_side + 16)) + ((ordered_max_side + 64) * 64) + 16;

struct KernelTable {
    /// sums[x] = sum over r < count of weights[r] * rows[r][x], for x < bytes. Weights in 0..16384, their sum at most
    /// 16384.
    void (*weigh_rows)(const std::uint8_t* const* rows, const std::int16_t* weights, std::size_t count,
                       std::size_t bytes, std::int32_t* sums) noexcept;

    /// The same for small weights, of a sum at most 128.
    void (*weigh_few_rows)(const std::uint8_t* const* rows, const std::int16_t* weights, std::size_t count,
                           std::size_t bytes, std::int16_t* sums) noexcept;

    /// Takes `width` pixels of `channels` interleaved sums below 2^22 apart: plane 2c gets the low 11 bits of channel
    /// c, plane 2c + 1 the rest, planes being `stride` samples apart. Of four channels the last is dropped.
    void (*split)(const std::int32_t* sums, std::size_t width, std::size_t channels, std::int16_t* planes,
                  std::size_t stride) noexcept;

    /// The same for what weigh_few_rows() made of 3 or 4 channels: plane c gets channel c whole.
    void (*take_apart)(const std::int16_t* sums, std::size_t width, std::size_t channels, std::int16_t* planes,
                       std::size_t stride) noexcept;

    /// out[p][k] = weighted sum of the run outputs[k] of plane p, p < count and k < 64; planes are `stride` samples
    /// apart. Reads up to tap_padding samples past each run's end, which must be readable.
    void (*weigh_columns)(const std::int16_t* planes, std::size_t count, std::size_t stride, const Taps* outputs,
                          const std::int16_t* weights, std::int32_t (*out)[64]) noexcept;

    /// A row of the canonical buffer from what weigh_columns() made of split()'s planes: luma in units of 2^-7,
    /// rounded.
    void (*canonical_row)(const std::int32_t (*sums)[64], std::size_t channels, std::int16_t* row) noexcept;

    /// The same from the sums of whole channels, in units of 2^-(shift - 8) of a grey level; shift in 8 .. 16. Columns
    /// with sums above 255 * 2^8 get any value.
    void (*shared_row)(const std::int32_t (*sums)[64], std::size_t channels, int shift, std::int16_t* row) noexcept;

    /// A row of the reference's buffer from what weigh_columns() made of whole channels: factors[x] times the luma,
    /// in double, within 2^-50 of the exact value relatively.
    void (*exact_row)(const std::int32_t (*sums)[64], std::size_t channels, const double* factors,
                      double* row) noexcept;

    /// Sum over all neighbours of trunc(max(0, |difference| + allowance) * 100 / 255), in float.
    std::int32_t (*reference_gradient)(const float* buffer, float allowance) noexcept;

    /// 16 x 16 coefficients of a 64 x 64 buffer of values 0..32640, by the canonical table, exact.
    void (*canonical_coefficients)(const std::int16_t* buffer, std::int64_t* coefficients) noexcept;

    /// Sum over all neighbours, down and across, of floor(|difference| * 100 / (255 * 128)).
    std::int32_t (*canonical_gradient)(const std::int16_t* buffer) noexcept;

    /// 16 x 16 coefficients of a 64 x 64 buffer by the reference's table, in double and in no particular order, with
    /// row_norms[i] = sum over k of |(D * buffer)[i][k]|. Relative error below 2^-40: the one entry that is not
    /// bit-exact, and is only used under a certificate that allows for it.
    void (*exact_coefficients)(const double* buffer, double* coefficients, double* row_norms) noexcept;

    /// The reference's 64 x 64 buffer, in its order of float operations. `memory` holds ordered_scratch_floats, all
    /// finite.
    void (*ordered_buffer)(const OrderedSource& source, float* memory, float* buffer) noexcept;

    /// 16 x 16 coefficients of a 64 x 64 buffer by the reference's table, in the reference's order of float operations.
    void (*reference_coefficients)(const float* buffer, float* coefficients) noexcept;
};

/// The loops for `kernel`; the scalar ones if it is not available.
[[nodiscard]] const KernelTable& kernel_table(Kernel kernel) noexcept;

}  // namespace holdfast::imaging
