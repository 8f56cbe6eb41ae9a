// SPDX-License-Identifier: Apache-2.0
// A picture as it is meant to be seen.
#pragma once

#include <expected>

#include "holdfast/imaging/picture.hpp"
#include "holdfast/media/decode.hpp"

namespace holdfast::media {

/// A copy of `stored` turned and mirrored as `orientation` says; sides change places where swaps_sides(). Cost: linear
/// in the pixels.
[[nodiscard]] std::expected<Picture, PictureError> upright(const PictureView& stored, Orientation orientation);

/// What decode_in_colour() gave, as it is shown: upright, three or four samples a pixel. Takes memory for a second
/// picture only where it is turned, mirrored or grey.
[[nodiscard]] std::expected<Picture, PictureError> shown_in_colour(Decoded decoded);

}  // namespace holdfast::media
