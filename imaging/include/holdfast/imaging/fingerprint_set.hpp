// SPDX-License-Identifier: Apache-2.0
// From a picture to its fingerprints. docs/formats/fingerprint.md gives the arithmetic to the bit.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <vector>

#include "holdfast/core/fingerprint.hpp"
#include "holdfast/imaging/kernel.hpp"
#include "holdfast/imaging/picture.hpp"

namespace holdfast {

/// Why no fingerprint could be made. A picture that is merely plain is no error: its quality says so.
enum class ImagingError : std::uint8_t {
    empty,          ///< a side of 0
    too_large,      ///< a side above max_picture_side, or more than max_picture_pixels
    size_mismatch,  ///< the pixel bytes are not width * height * bytes a pixel
};

/// The codes that the picture would have if it were turned or mirrored, worked out from one transform by changing signs
/// and places of coefficients (a few bits off from fingerprinting the turned picture itself, since the sampling grid is
/// not symmetric). Order: as it is; turned counter-clockwise by 90, 180, 270 degrees; mirrored top to bottom (PDQ's
/// "flipX"), left to right
/// ("flipY"), at the falling diagonal ("flipPlus1"), at the rising diagonal ("flipMinus1").
using DihedralCodes = std::array<Code256, 8>;

/// Everything that one picture gives.
struct FingerprintSet {
    Signal canonical;  ///< pdq-c1: full resolution, orientation applied
    Signal reference;  ///< pdq-r1: what the reference software gives for these pixels as stored, so orientation is not
                       ///< applied
    std::optional<DihedralCodes> canonical_forms;  ///< if asked for
    std::optional<DihedralCodes> reference_forms;  ///< if asked for

    /// What is banked and looked up: the canonical signal, then the reference one where its code differs.
    [[nodiscard]] std::vector<Signal> signals() const;
};

struct FingerprintOptions {
    bool all_forms = false;         ///< fill canonical_forms and reference_forms
    Kernel kernel = best_kernel();  ///< one that is not available falls back to scalar; the result is the same
};

/// A picture with a side below 5 pixels gets code 0 and quality 0 in both forms, as in the reference.
/// Cost: one pass over the pixels; memory: about 300 bytes for each pixel of width, whatever the height.
[[nodiscard]] std::expected<FingerprintSet, ImagingError> fingerprint(PictureView picture,
                                                                      Orientation orientation = Orientation::top_left,
                                                                      FingerprintOptions options = {});

}  // namespace holdfast
