// SPDX-License-Identifier: Apache-2.0
// pdq-r1, bit-exact and usually fast: exact arithmetic first, and wherever the reference's rounding could matter, its
// own order.
#pragma once

#include <array>
#include <optional>

#include "holdfast/core/fingerprint.hpp"
#include "holdfast/imaging/picture.hpp"
#include "kernels/kernel_table.hpp"
#include "reference_separable.hpp"
#include "rounding_bound.hpp"

namespace holdfast::imaging {

struct ReferenceCodes {
    std::array<Code256, 4>
        by_mirroring;  ///< in the order of all_mirrorings; without all forms only the first is filled
    int quality = 0;
};

enum class Forms : std::uint8_t { one, all };

/// The codes and quality by exact arithmetic, if it is certain that the reference's floats give the same; nothing
/// otherwise. `picture` is squashed, here and in the next ones; its sides are at least 5 everywhere.
[[nodiscard]] std::optional<ReferenceCodes> certified_codes(const PictureView& picture, Forms forms,
                                                            const KernelTable& kernels);

/// The same where the exact buffer of the picture is known already.
[[nodiscard]] std::optional<ReferenceCodes> certified_codes(const PictureView& picture, const ExactBuffer& buffer,
                                                            Forms forms, const KernelTable& kernels);

/// The same, worked out in the reference's order. Always succeeds.
[[nodiscard]] ReferenceCodes ordered_codes(const PictureView& picture, Forms forms, const KernelTable& kernels);

/// The first way, and the second where it is not certain.
[[nodiscard]] ReferenceCodes reference_codes(const PictureView& picture, const ExactBuffer& buffer, Forms forms,
                                             const KernelTable& kernels);

/// The same for a picture of any size: squashes for itself.
[[nodiscard]] ReferenceCodes reference_codes(const PictureView& picture, Forms forms, const KernelTable& kernels);

/// The certificate for one set of coefficients: the code, if every float within `bounds` of the exact values gives it.
[[nodiscard]] std::optional<Code256> certain_code(const Coefficients<double>& exact,
                                                  const Coefficients<double>& bounds) noexcept;

/// The certificate for quality: the value, if every buffer within `bound` of the exact one gives it.
[[nodiscard]] std::optional<int> certain_quality(const ExactBuffer& exact, double bound,
                                                 const KernelTable& kernels) noexcept;

}  // namespace holdfast::imaging
