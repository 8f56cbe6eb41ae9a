// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/redaction.hpp"

#include <algorithm>

namespace holdfast::evidence {
namespace {

bool lies_in(const Box& box, std::uint32_t width, std::uint32_t height) noexcept {
    return box.width > 0 && box.height > 0 && box.x < width && box.y < height && box.width <= width - box.x &&
           box.height <= height - box.y;
}

std::expected<void, RedactionError> check_areas(std::uint32_t width, std::uint32_t height, std::span<const Box> boxes,
                                                const std::optional<Box>& crop) noexcept {
    if (width == 0 || height == 0 || width > largest_side || height > largest_side) {
        return std::unexpected(RedactionError::wrong_raster);
    }
    if (boxes.size() > most_boxes) return std::unexpected(RedactionError::too_many_boxes);
    const auto outside = [=](const Box& box) { return !lies_in(box, width, height); };
    if (std::ranges::any_of(boxes, outside) || (crop && outside(*crop)))
        return std::unexpected(RedactionError::outside);
    if (boxes.empty() && (!crop || *crop == Box{0, 0, width, height})) {
        return std::unexpected(RedactionError::nothing_to_do);
    }
    return {};
}

}  // namespace

std::expected<void, RedactionError> check(const RedactionRecord& record) noexcept {
    return check_areas(record.parent_width, record.parent_height, record.boxes, record.crop);
}

std::expected<Raster, RedactionError> redact(std::uint32_t width, std::uint32_t height, std::uint32_t channels,
                                             std::span<const std::byte> pixels, std::span<const Box> boxes,
                                             const std::optional<Box>& crop) {
    if (const auto fits = check_areas(width, height, boxes, crop); !fits) return std::unexpected(fits.error());
    // In 64 bits: on a 32-bit machine the product of the largest sides would wrap around.
    const std::uint64_t bytes = std::uint64_t{width} * height * channels;
    if ((channels != 3 && channels != 4) || pixels.size() != bytes)
        return std::unexpected(RedactionError::wrong_raster);
    const Box kept = crop.value_or(Box{0, 0, width, height});
    Raster out{.width = kept.width, .height = kept.height, .channels = channels, .pixels = {}};
    const std::size_t row_bytes = std::size_t{kept.width} * channels;
    // Begins covered; only what lies in no box is ever read.
    out.pixels.resize(row_bytes * kept.height);
    std::vector<bool> covered(kept.width);
    for (std::uint32_t row = 0; row < kept.height; ++row) {
        const std::uint32_t y = kept.y + row;
        covered.assign(kept.width, false);
        for (const Box& box : boxes) {
            if (y < box.y || y - box.y >= box.height) continue;
            const std::uint32_t from = std::max(box.x, kept.x);
            const std::uint32_t to = std::min(box.x + box.width, kept.x + kept.width);
            for (std::uint32_t x = from; x < to; ++x) covered[x - kept.x] = true;
        }
        for (std::uint32_t column = 0; column < kept.width; ++column) {
            const std::size_t target = row * row_bytes + std::size_t{column} * channels;
            if (covered[column]) {
                if (channels == 4) out.pixels[target + 3] = std::byte{255};
                continue;
            }
            const std::size_t source = (std::size_t{y} * width + kept.x + column) * channels;
            if (channels == 4 && pixels[source + 3] == std::byte{0}) continue;
            std::ranges::copy(pixels.subspan(source, channels),
                              out.pixels.begin() + static_cast<std::ptrdiff_t>(target));
        }
    }
    return out;
}

}  // namespace holdfast::evidence
