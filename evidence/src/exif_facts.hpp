// SPDX-License-Identifier: Apache-2.0
// The few fields of Exif (CIPA DC-008, on TIFF 6.0) and XMP that tell when and whether where.
#pragma once

#include <string_view>

#include "holdfast/evidence/picture_facts.hpp"

namespace holdfast::evidence {

/// `tiff` begins with "II" or "MM". Fills taken and taken_zone, and raises place to present; returns false when it is
/// damaged.
[[nodiscard]] bool read_exif(std::string_view tiff, PictureFacts& facts);
/// Raises place to present where the packet names coordinates.
void read_xmp(std::string_view packet, PictureFacts& facts) noexcept;

}  // namespace holdfast::evidence
