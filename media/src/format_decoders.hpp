// SPDX-License-Identifier: Apache-2.0
// One decoder a format, all of one shape. `file` has been sniffed as that format and is within Limits::file_bytes.
#pragma once

#include <algorithm>

#include "holdfast/media/decode.hpp"

namespace holdfast::media {

using DecodeResult = std::expected<Decoded, DecodeError>;

/// What of a pixel is wanted.
enum class Channels : bool {
    for_fingerprint,  ///< as decode() gives it
    all,              ///< as decode_in_colour() gives it
};

[[nodiscard]] DecodeResult decode_jpeg(std::span<const std::byte> file, const Limits& limits, Channels channels);
[[nodiscard]] DecodeResult decode_png(std::span<const std::byte> file, const Limits& limits, Channels channels);
[[nodiscard]] DecodeResult decode_webp(std::span<const std::byte> file, const Limits& limits, Channels channels);
[[nodiscard]] DecodeResult decode_gif(std::span<const std::byte> file, const Limits& limits);
#ifndef __wasm__
/// HEIC and AVIF.
[[nodiscard]] DecodeResult decode_heif(std::span<const std::byte> file, FileKind kind, const Limits& limits);
#endif

/// Checked before anything is allocated for the picture.
[[nodiscard]] inline std::expected<void, DecodeError> check_size(std::uint64_t width, std::uint64_t height,
                                                                 const Limits& limits) {
    if (width == 0 || height == 0) return std::unexpected(DecodeError::corrupt);
    if (width > std::min(limits.side, max_picture_side) || height > std::min(limits.side, max_picture_side)) {
        return std::unexpected(DecodeError::side_too_long);
    }
    if (width * height > limits.pixels) return std::unexpected(DecodeError::too_many_pixels);
    return {};
}

/// A picture within the limits, all zero.
[[nodiscard]] inline std::expected<Picture, DecodeError> make_picture(std::uint64_t width, std::uint64_t height,
                                                                      PixelFormat format, const Limits& limits) {
    if (const auto checked = check_size(width, height, limits); !checked) return std::unexpected(checked.error());
    auto picture = Picture::create(static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height), format);
    if (!picture) {
        return std::unexpected(picture.error() == PictureError::out_of_memory ? DecodeError::out_of_memory
                                                                              : DecodeError::too_many_pixels);
    }
    return std::move(*picture);
}

}  // namespace holdfast::media
