// SPDX-License-Identifier: Apache-2.0
// The reference's 64 x 64 buffer as real arithmetic would give it: its four box filters and the sampling are linear and
// act on rows and columns apart, so buffer = L * image * R^T with the short integer rows of reference_taps().
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "holdfast/imaging/picture.hpp"
#include "kernels/kernel_table.hpp"
#include "tap_table.hpp"

namespace holdfast::imaging {

using ExactBuffer = std::array<double, grid * grid>;

/// Makes the buffer a row at a time. `picture` is squashed and has sides of at least 5.
class ExactRows {
  public:
    ExactRows(const PictureView& picture, const KernelTable& kernels);

    /// Each value is within 2^-50 of the exact one relatively.
    void make(std::size_t y, double* row);

    [[nodiscard]] const TapTable& down() const noexcept { return down_; }
    [[nodiscard]] const TapTable& across() const noexcept { return across_; }
    /// What make() went by, until it is called again: plane `c` has the picture's columns of channel c weighed down, in
    /// whole numbers over the row's denominator; channel_sums()[c] is the same weighed across.
    [[nodiscard]] const std::int16_t* plane(std::size_t c) const noexcept { return planes_.data() + (c * stride_); }
    [[nodiscard]] const std::int32_t (*channel_sums() const noexcept)[grid] { return sums_; }

  private:
    PictureView picture_;
    const KernelTable& kernels_;
    TapTable down_;
    TapTable across_;
    std::size_t stride_;                 // from one plane to the next
    std::vector<std::int16_t> weighed_;  // of a colour picture: all channels interleaved
    std::vector<std::int16_t> planes_;
    std::array<double, grid> across_factors_;
    std::int32_t sums_[3][grid] = {};
};

/// All of it.
[[nodiscard]] ExactBuffer reference_buffer_exact(const PictureView& picture, const KernelTable& kernels);

}  // namespace holdfast::imaging
