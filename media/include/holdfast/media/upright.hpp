// SPDX-License-Identifier: Apache-2.0
// A picture as it is meant to be seen.
#pragma once

#include <expected>

#include "holdfast/imaging/picture.hpp"

namespace holdfast::media {

/// A copy of `stored` turned and mirrored as `orientation` says; sides change places where swaps_sides(). Cost: linear
/// in the pixels.
[[nodiscard]] std::expected<Picture, PictureError> upright(const PictureView& stored, Orientation orientation);

}  // namespace holdfast::media
