// SPDX-License-Identifier: Apache-2.0
// What decode() gives, as bytes from one process to another: a head of fixed size, and behind that of a picture its
// pixels. Whoever reads it trusts nothing: the process that wrote it has met a hostile file, and may have been taken
// over.
//
//   0   4   "HFp1"
//   4   1   0 a picture, else 1 + DecodeError
//   5   1   FileKind
//   6   1   PixelFormat
//   7   1   Orientation, 1..8
//   8   1   bit 0 damaged, bit 1 animated
//   9   3   0
//   12  4   width, little-endian
//   16  4   height
//
// Of an error, everything behind byte 4 is 0 and no pixels follow. A picture's pixels are
// width * height * bytes_per_pixel(format) bytes, as in Picture, and nothing follows them.
#pragma once

#include <array>
#include <cstddef>
#include <expected>
#include <span>

#include "holdfast/media/decode.hpp"

namespace holdfast::media {

inline constexpr std::size_t frame_head_bytes = 20;
using FrameHead = std::array<std::byte, frame_head_bytes>;

[[nodiscard]] FrameHead frame_head(const std::expected<Decoded, DecodeError>& result) noexcept;

/// The picture that `head` announces, all zero, for its pixels to be read into; or the error that it tells;
/// decoder_crashed when it breaks the rules above, exceeds `limits`, or is of a file of another kind than `kind`.
[[nodiscard]] std::expected<Decoded, DecodeError> open_frame(std::span<const std::byte, frame_head_bytes> head,
                                                             FileKind kind, const Limits& limits);

}  // namespace holdfast::media
