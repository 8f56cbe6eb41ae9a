// SPDX-License-Identifier: Apache-2.0
#include "holdfast/imaging/picture.hpp"

#include <utility>

namespace holdfast {

std::expected<Picture, PictureError> Picture::create(std::uint32_t width, std::uint32_t height,
                                                     PixelFormat format) noexcept {
    if (width == 0 || height == 0) return std::unexpected(PictureError::empty);
    if (width > max_picture_side || height > max_picture_side || std::uint64_t{width} * height > max_picture_pixels)
        return std::unexpected(PictureError::too_large);
    Memory memory(static_cast<std::uint8_t*>(std::calloc(std::size_t{width} * height, bytes_per_pixel(format))));
    if (!memory) return std::unexpected(PictureError::out_of_memory);
    return Picture(width, height, format, std::move(memory));
}

}  // namespace holdfast
