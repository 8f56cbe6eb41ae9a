// SPDX-License-Identifier: Apache-2.0
// A decoded picture: 8-bit samples, top row first, rows tightly packed. What decoders make and fingerprints are made
// from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <expected>
#include <memory>
#include <span>
#include <utility>

namespace holdfast {

/// Samples a pixel, in memory order. Values are as stored in the file: no colour management, no gamma.
enum class PixelFormat : std::uint8_t {
    grey8,  ///< one byte: grey, or the Y plane of a JPEG
    rgb8,   ///< three bytes: red, green, blue
    rgba8,  ///< four bytes: red, green, blue, alpha (not premultiplied; fingerprints ignore alpha)
};

/// Bytes a pixel: 1, 3 or 4.
[[nodiscard]] constexpr std::size_t bytes_per_pixel(PixelFormat format) noexcept {
    return format == PixelFormat::grey8 ? 1U : format == PixelFormat::rgb8 ? 3U : 4U;
}

/// The longest side, which is also JPEG's own. The fixed-point weights of the canonical form are proven up to here.
inline constexpr std::uint32_t max_picture_side = 65535;
/// The most pixels of one picture (268 million). Decoders may set lower limits, never higher ones.
inline constexpr std::uint64_t max_picture_pixels = std::uint64_t{1} << 28U;

/// How the stored rows and columns lie in the picture as it is meant to be seen: EXIF tag 0x0112 (CIPA DC-008, 4.6.4
/// A). The name tells where row 0 and column 0 of the stored picture belong.
enum class Orientation : std::uint8_t {
    top_left = 1,      ///< as stored
    top_right = 2,     ///< mirrored left to right
    bottom_right = 3,  ///< turned by 180 degrees
    bottom_left = 4,   ///< mirrored top to bottom
    left_top = 5,      ///< transposed (mirrored at the falling diagonal)
    right_top = 6,     ///< to be turned 90 degrees clockwise
    right_bottom = 7,  ///< mirrored at the rising diagonal
    left_bottom = 8,   ///< to be turned 90 degrees counter-clockwise
};

/// Reads EXIF's number; anything outside 1..8 means "as stored", as viewers take it.
[[nodiscard]] constexpr Orientation orientation_from_exif(unsigned value) noexcept {
    return value >= 1 && value <= 8 ? static_cast<Orientation>(value) : Orientation::top_left;
}
/// Whether width and height change places when the orientation is applied.
[[nodiscard]] constexpr bool swaps_sides(Orientation orientation) noexcept {
    return static_cast<std::uint8_t>(orientation) >= 5;
}

/// Why a picture could not be made.
enum class PictureError : std::uint8_t {
    empty,          ///< a side of 0
    too_large,      ///< a side above max_picture_side, or more than max_picture_pixels
    out_of_memory,  ///< the memory was refused
};

/// Pixels that somebody else owns. `pixels` holds exactly width * height * bytes_per_pixel(format) bytes.
struct PictureView {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    PixelFormat format = PixelFormat::grey8;
    std::span<const std::uint8_t> pixels;

    [[nodiscard]] std::size_t row_bytes() const noexcept { return width * bytes_per_pixel(format); }
    [[nodiscard]] const std::uint8_t* row(std::size_t y) const noexcept { return pixels.data() + (y * row_bytes()); }
};

/// A picture that owns its pixels.
class Picture {
  public:
    /// All bytes are zero, so that a decoder that stops early leaves the same picture each time.
    [[nodiscard]] static std::expected<Picture, PictureError> create(std::uint32_t width, std::uint32_t height,
                                                                     PixelFormat format) noexcept;

    [[nodiscard]] std::uint32_t width() const noexcept { return width_; }
    [[nodiscard]] std::uint32_t height() const noexcept { return height_; }
    [[nodiscard]] PixelFormat format() const noexcept { return format_; }
    [[nodiscard]] std::size_t row_bytes() const noexcept { return width_ * bytes_per_pixel(format_); }

    [[nodiscard]] std::span<std::uint8_t> pixels() noexcept { return {memory_.get(), row_bytes() * height_}; }
    [[nodiscard]] std::span<const std::uint8_t> pixels() const noexcept {
        return {memory_.get(), row_bytes() * height_};
    }
    /// Row `y` (0 is the top); `y` < height().
    [[nodiscard]] std::span<std::uint8_t> row(std::size_t y) noexcept {
        return pixels().subspan(y * row_bytes(), row_bytes());
    }
    /// Valid as long as this picture is.
    [[nodiscard]] PictureView view() const noexcept { return {width_, height_, format_, pixels()}; }

  private:
    struct Free {
        void operator()(std::uint8_t* memory) const noexcept { std::free(memory); }
    };
    using Memory = std::unique_ptr<std::uint8_t, Free>;  // calloc: zero pages come free, and refusal is a value

    Picture(std::uint32_t width, std::uint32_t height, PixelFormat format, Memory memory) noexcept
        : width_(width), height_(height), format_(format), memory_(std::move(memory)) {}

    std::uint32_t width_;
    std::uint32_t height_;
    PixelFormat format_;
    Memory memory_;
};

}  // namespace holdfast
