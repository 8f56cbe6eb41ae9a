// SPDX-License-Identifier: Apache-2.0
// The canonical form, pdq-c1: integers from the first sample to the last bit, so that every machine, in whatever order
// it adds, gets the same code. docs/formats/fingerprint.md is its specification.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "dihedral.hpp"
#include "holdfast/imaging/picture.hpp"
#include "kernels/kernel_table.hpp"
#include "tap_table.hpp"

namespace holdfast::imaging {

struct CanonicalForm {
    Coefficients<std::int64_t> coefficients{};  ///< scaled by 2^35
    int quality = 0;                            ///< 0..100
};

/// 64 x 64 samples of luma in units of 2^-7, rows and columns as stored: only their direction is the orientation's.
using CanonicalBuffer = std::array<std::int16_t, grid * grid>;

/// Makes the buffer a row at a time.
class CanonicalRows {
  public:
    CanonicalRows(const PictureView& picture, Orientation orientation, const KernelTable& kernels);

    void make(std::size_t y, std::int16_t* row);

    [[nodiscard]] const TapTable& down() const noexcept { return down_; }
    [[nodiscard]] const TapTable& across() const noexcept { return across_; }

  private:
    PictureView picture_;
    const KernelTable& kernels_;
    TapTable down_;
    TapTable across_;
    std::size_t stride_;  // from one plane to the next
    std::vector<const std::uint8_t*> rows_;
    std::vector<std::int32_t> sums_;
    std::vector<std::int16_t> planes_;
};

/// Coefficients and quality of a finished buffer.
[[nodiscard]] CanonicalForm canonical_form_of(CanonicalBuffer& buffer, Orientation orientation,
                                              const KernelTable& kernels) noexcept;

/// All of it. `picture` is valid and has sides of at least 5.
[[nodiscard]] CanonicalForm canonical_form(const PictureView& picture, Orientation orientation,
                                           const KernelTable& kernels);

}  // namespace holdfast::imaging
