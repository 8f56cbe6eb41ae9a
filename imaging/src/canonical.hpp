// SPDX-License-Identifier: Apache-2.0
// The canonical form, pdq-c1: integers from the first sample to the last bit, so that every machine, in whatever order
// it adds, gets the same code. docs/formats/fingerprint.md is its specification.
#pragma once

#include <cstdint>

#include "dihedral.hpp"
#include "holdfast/imaging/picture.hpp"
#include "kernels/kernel_table.hpp"

namespace holdfast::imaging {

struct CanonicalForm {
    Coefficients<std::int64_t> coefficients{};  ///< scaled by 2^35
    int quality = 0;                            ///< 0..100
};

/// `picture` is valid and has sides of at least 5.
[[nodiscard]] CanonicalForm canonical_form(const PictureView& picture, Orientation orientation,
                                           const KernelTable& kernels);

}  // namespace holdfast::imaging
