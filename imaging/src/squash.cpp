// SPDX-License-Identifier: Apache-2.0
#include "squash.hpp"

#include <array>

namespace holdfast::imaging {
namespace {

// Output x takes input floor(x * n / 512): CImg's nearest-neighbour resize (CImg.h, get_resize, interpolation type 1).
std::array<std::uint32_t, Squashed::side> sources(std::uint32_t n, std::uint32_t step) noexcept {
    std::array<std::uint32_t, Squashed::side> result;
    for (std::uint32_t x = 0; x < Squashed::side; ++x)
        result[x] = static_cast<std::uint32_t>(std::uint64_t{x} * n / Squashed::side) * step;
    return result;
}

template <std::size_t Bytes>
void take(const PictureView& picture, std::uint8_t* to) noexcept {
    const auto columns = sources(picture.width, Bytes);
    const auto rows = sources(picture.height, 1);
    for (const std::uint32_t y : rows) {
        const std::uint8_t* const from = picture.row(y);
        for (const std::uint32_t x : columns)
            for (std::size_t c = 0; c < Bytes; ++c) *to++ = from[x + c];
    }
}

}  // namespace

void Squashed::squash(const PictureView& picture) {
    pixels_.resize(std::size_t{side} * side * bytes_per_pixel(picture.format));
    switch (picture.format) {
        case PixelFormat::grey8:
            take<1>(picture, pixels_.data());
            break;
        case PixelFormat::rgb8:
            take<3>(picture, pixels_.data());
            break;
        case PixelFormat::rgba8:
            take<4>(picture, pixels_.data());
            break;
    }
    view_ = {.width = side, .height = side, .format = picture.format, .pixels = pixels_};
}

}  // namespace holdfast::imaging
