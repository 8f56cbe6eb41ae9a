// SPDX-License-Identifier: Apache-2.0
#include "holdfast/media/upright.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace holdfast::media {
namespace {

/// Where column x of row y of the stored picture belongs.
struct Place {
    std::size_t x;
    std::size_t y;
};

Place place_of(std::size_t x, std::size_t y, std::size_t last_x, std::size_t last_y, Orientation orientation) noexcept {
    switch (orientation) {
        case Orientation::top_left:
            break;
        case Orientation::top_right:
            return {last_x - x, y};
        case Orientation::bottom_right:
            return {last_x - x, last_y - y};
        case Orientation::bottom_left:
            return {x, last_y - y};
        case Orientation::left_top:
            return {y, x};
        case Orientation::right_top:
            return {last_y - y, x};
        case Orientation::right_bottom:
            return {last_y - y, last_x - x};
        case Orientation::left_bottom:
            return {y, last_x - x};
    }
    return {x, y};
}

}  // namespace

std::expected<Picture, PictureError> upright(const PictureView& stored, Orientation orientation) {
    const bool swaps = swaps_sides(orientation);
    auto turned =
        Picture::create(swaps ? stored.height : stored.width, swaps ? stored.width : stored.height, stored.format);
    if (!turned) return turned;
    const std::size_t bytes = bytes_per_pixel(stored.format);
    if (orientation == Orientation::top_left) {
        std::memcpy(turned->pixels().data(), stored.pixels.data(), stored.pixels.size());
        return turned;
    }
    for (std::size_t y = 0; y < stored.height; ++y) {
        const std::uint8_t* from = stored.row(y);
        for (std::size_t x = 0; x < stored.width; ++x) {
            const Place to = place_of(x, y, stored.width - 1, stored.height - 1, orientation);
            std::memcpy(turned->row(to.y).data() + (to.x * bytes), from + (x * bytes), bytes);
        }
    }
    return turned;
}

std::expected<Picture, PictureError> shown_in_colour(Decoded decoded) {
    if (decoded.orientation != Orientation::top_left) {
        auto turned = upright(decoded.picture.view(), decoded.orientation);
        if (!turned) return turned;
        decoded.picture = *std::move(turned);
    }
    if (decoded.picture.format() != PixelFormat::grey8) return std::move(decoded.picture);
    auto colour = Picture::create(decoded.picture.width(), decoded.picture.height(), PixelFormat::rgb8);
    if (!colour) return colour;
    auto out = colour->pixels().begin();
    for (const std::uint8_t grey : std::as_const(decoded.picture).pixels()) out = std::fill_n(out, 3, grey);
    return colour;
}

}  // namespace holdfast::media
