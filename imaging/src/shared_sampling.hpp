// SPDX-License-Identifier: Apache-2.0
// Both forms' buffers of a picture that the reference does not squash, in one walk over its pixels. Where windows hold
// 1, 2 or 4 samples, which are clipped nowhere, the canonical weights have no rounding: they are the reference's exact
// ones, and one weighing serves both. What remains (a few outputs near the ends, other windows, mirrored orientations)
// is weighed for each form by itself.
#pragma once

#include "canonical.hpp"
#include "holdfast/imaging/picture.hpp"
#include "kernels/kernel_table.hpp"
#include "reference_separable.hpp"

namespace holdfast::imaging {

struct SharedSamples {
    CanonicalBuffer canonical;
    ExactBuffer reference;
};

/// `picture` has sides of 5 .. 512. The same buffers as canonical_form() and reference_buffer_exact() make.
[[nodiscard]] SharedSamples sample_for_both(const PictureView& picture, Orientation orientation,
                                            const KernelTable& kernels);

}  // namespace holdfast::imaging
