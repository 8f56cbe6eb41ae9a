// SPDX-License-Identifier: Apache-2.0
// Covering parts of a picture on a copy: what was covered, and the operation itself.
//
// Solid black, never blur: blurred text can be guessed back. The copy's pixels depend on no pixel that is covered or
// cut away; nothing of the parent but those pixels goes into the copy, so no metadata either. Boxes are in pixels of
// the parent as it is shown, that is, after its Exif orientation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <vector>

#include "holdfast/core/identifier.hpp"
#include "holdfast/evidence/moment.hpp"

namespace holdfast::evidence {

inline constexpr std::size_t most_boxes = 200;
/// Pixels on a side, as for fingerprints.
inline constexpr std::uint32_t largest_side = 65'535;

/// Left edge, top edge, width, height; never empty.
struct Box {
    std::uint32_t x = 0;
    std::uint32_t y = 0;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    friend bool operator==(const Box&, const Box&) noexcept = default;
};

/// What stands beside a redacted copy, so that whoever has the parent can make it again.
struct RedactionRecord {
    Digest256 parent;                ///< SHA-256 of the parent's file
    std::uint32_t parent_width = 0;  ///< as shown
    std::uint32_t parent_height = 0;
    std::vector<Box> boxes;   ///< covered; in the order drawn
    std::optional<Box> crop;  ///< what is left of the picture; absent: all of it
    Moment made;
    friend bool operator==(const RedactionRecord&, const RedactionRecord&) = default;
};

enum class RedactionError : std::uint8_t {
    nothing_to_do,   ///< neither a box nor a crop that cuts anything off
    too_many_boxes,  ///< above most_boxes
    outside,         ///< a box or the crop is empty or reaches beyond the picture
    wrong_raster,    ///< a side of 0 or above largest_side, channels other than 3 or 4, or not that many bytes
};
/// Whether the record makes sense by itself: sizes, boxes and crop.
[[nodiscard]] std::expected<void, RedactionError> check(const RedactionRecord& record) noexcept;

/// Eight bits a channel, rows from the top without gaps.
struct Raster {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t channels = 3;  ///< 3: R, G, B; 4: with alpha
    std::vector<std::byte> pixels;
};

/// A new picture: boxes of (0, 0, 0), opaque where there is alpha, then the crop. Also in what is not covered, pixels
/// that are wholly transparent lose their hidden colour. Cost: linear in the parent.
[[nodiscard]] std::expected<Raster, RedactionError> redact(std::uint32_t width, std::uint32_t height,
                                                           std::uint32_t channels, std::span<const std::byte> pixels,
                                                           std::span<const Box> boxes, const std::optional<Box>& crop);

}  // namespace holdfast::evidence
