// SPDX-License-Identifier: Apache-2.0
// The reference's rules (pdq-r1) in the reference's own order of float operations: what all other ways to pdq-r1 are
// held against. Source: facebook/ThreatExchange, pdq/cpp, commit baefb4ed; the arithmetic is written out in
// docs/formats/pdq.md.
#pragma once

#include <array>
#include <cstdint>

#include "dihedral.hpp"
#include "holdfast/imaging/picture.hpp"
#include "tap_table.hpp"

namespace holdfast::imaging {

/// What follows from the pixels alone, before any bit is decided.
struct ReferenceForm {
    Coefficients<float> coefficients{};
    int quality = 0;  ///< 0..100
};

using ReferenceBuffer = std::array<float, grid * grid>;

/// `picture` is squashed and has sides of at least 5. Plain loops, slow: see KernelTable::ordered_buffer for the fast
/// ones.
[[nodiscard]] ReferenceBuffer reference_buffer_in_order(const PictureView& picture);
[[nodiscard]] ReferenceForm reference_form_in_order(const ReferenceBuffer& buffer) noexcept;

/// The reference's quality of a 64 x 64 buffer, in its own float operations.
[[nodiscard]] int reference_quality(const ReferenceBuffer& buffer) noexcept;

}  // namespace holdfast::imaging
