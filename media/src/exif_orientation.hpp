// SPDX-License-Identifier: Apache-2.0
// The one thing that is read from EXIF: tag 0x0112 of the first directory (TIFF 6.0 section 2; CIPA DC-008
// section 4.6.4 A). Everything else in there (place, time, device) is private and stays unread.
#pragma once

#include <cstddef>
#include <span>

#include "holdfast/imaging/picture.hpp"

namespace holdfast::media {

/// `exif` starts with the TIFF header ("II" or "MM"), with or without "Exif\0\0" before it.
/// Anything malformed, absent or out of range: top_left, as viewers take it. Cost: one directory, at most 65,535
/// entries.
[[nodiscard]] Orientation exif_orientation(std::span<const std::byte> exif) noexcept;

/// The EXIF block of a JPEG file: the first APP1 segment before the first scan that is marked as one; empty if there is
/// none.
[[nodiscard]] std::span<const std::byte> find_jpeg_exif(std::span<const std::byte> file) noexcept;

}  // namespace holdfast::media
