// SPDX-License-Identifier: Apache-2.0
// The reference's 64 x 64 buffer as real arithmetic would give it: its four box filters and the sampling are linear and
// act on rows and columns apart, so buffer = L * image * R^T with the short integer rows of reference_taps().
#pragma once

#include <array>

#include "holdfast/imaging/picture.hpp"
#include "kernels/kernel_table.hpp"
#include "tap_table.hpp"

namespace holdfast::imaging {

using ExactBuffer = std::array<double, grid * grid>;

/// Each value is within 2^-50 of the exact one relatively. `picture` is squashed and has sides of at least 5.
[[nodiscard]] ExactBuffer reference_buffer_exact(const PictureView& picture, const KernelTable& kernels);

}  // namespace holdfast::imaging
