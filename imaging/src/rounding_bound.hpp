// SPDX-License-Identifier: Apache-2.0
// How far the reference's floats can lie from real arithmetic: a proven bound, from the picture's sides and kind alone
// where possible. docs/formats/pdq.md derives it; the names here are the ones used there.
#pragma once

#include <array>
#include <cstdint>

#include "dihedral.hpp"

namespace holdfast::imaging {

/// Bounds on |reference's float value - exact value|.
struct RoundingBound {
    double sample = 0;                    ///< for every one of the 64 x 64 samples
    Coefficients<double> coefficients{};  ///< for each coefficient
};

struct FilteredPicture {
    std::uint32_t rows = 0;     ///< after the squash: 5 .. 512
    std::uint32_t columns = 0;  ///< after the squash: 5 .. 512
    bool grey = false;          ///< samples are whole numbers
};

/// `row_norms[i]` is the sum over k of |T[i][k]|, T = D * buffer being the exact first half of the transform.
[[nodiscard]] RoundingBound rounding_bound(const FilteredPicture& picture,
                                           const std::array<double, 16>& row_norms) noexcept;

/// The bound on samples alone.
[[nodiscard]] double sample_bound(const FilteredPicture& picture) noexcept;

}  // namespace holdfast::imaging
