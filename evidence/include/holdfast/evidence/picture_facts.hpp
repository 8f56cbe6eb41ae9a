// SPDX-License-Identifier: Apache-2.0
// What a picture file says about itself, read without decoding a pixel: its size, when the camera says it was taken,
// and whether a place is in it. The place itself is not copied: it stays in the file, and START-HERE says that it is
// there.
//
// Read from PNG (IHDR, eXIf, XMP), JPEG (SOF, Exif, XMP), WebP (VP8, VP8L, VP8X, EXIF, XMP), GIF (screen size) and HEIC
// or AVIF (the largest ispe; their metadata is not looked into). Damage ends the reading: what was found before it
// stands.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "holdfast/evidence/file_type.hpp"

namespace holdfast::evidence {

enum class PlaceFound : std::uint8_t {
    not_looked,  ///< nothing here can tell for this kind of file, or it is damaged before the end of its metadata
    none,        ///< looked through, and no place is in it
    present,     ///< coordinates are in it
};
/// "not-looked", "none", "present".
[[nodiscard]] std::string_view to_text(PlaceFound place) noexcept;

struct PictureFacts {
    std::uint32_t width = 0;  ///< pixels as stored, before Exif orientation; 0 where it was not found
    std::uint32_t height = 0;
    std::string taken;       ///< "2026-11-20T18:45:00" by the camera's clock; empty where it was not found
    std::string taken_zone;  ///< "+01:00" where the file says it, else empty
    PlaceFound place = PlaceFound::not_looked;
    friend bool operator==(const PictureFacts&, const PictureFacts&) = default;
};

/// `file` whole, of a type that type_of() gave; every other type gives empty facts. Cost: linear at most, mostly the
/// first kilobytes.
[[nodiscard]] PictureFacts read_picture_facts(std::span<const std::byte> file, FileType type);

}  // namespace holdfast::evidence
