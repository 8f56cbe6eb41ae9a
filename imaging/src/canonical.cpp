// SPDX-License-Identifier: Apache-2.0
#include "canonical.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "tap_table.hpp"

namespace holdfast::imaging {
namespace {

using Buffer = std::array<std::int16_t, grid * grid>;  // luma in units of 2^-7

struct Placement {
    bool rows_reversed;     // stored rows run from the bottom of the picture (or from its right)
    bool columns_reversed;  // stored columns run from the right of the picture (or from its bottom)
};

Placement placement_of(Orientation orientation) noexcept {
    switch (orientation) {
        case Orientation::top_left:
        case Orientation::left_top:
            break;
        case Orientation::top_right:
        case Orientation::left_bottom:
            return {.rows_reversed = false, .columns_reversed = true};
        case Orientation::bottom_right:
        case Orientation::right_bottom:
            return {.rows_reversed = true, .columns_reversed = true};
        case Orientation::bottom_left:
        case Orientation::right_top:
            return {.rows_reversed = true, .columns_reversed = false};
    }
    return {.rows_reversed = false, .columns_reversed = false};
}

Buffer shrink(const PictureView& picture, Placement placement, const KernelTable& kernels) {
    const TapTable down = canonical_taps(picture.height, placement.rows_reversed);
    const TapTable across = canonical_taps(picture.width, placement.columns_reversed);
    const std::size_t channels = bytes_per_pixel(picture.format);
    const std::size_t stride = picture.width + tap_padding;

    std::uint32_t longest = 0;
    for (const Taps& taps : down.outputs) longest = std::max(longest, taps.count);
    std::vector<const std::uint8_t*> rows(longest);
    std::vector<std::int32_t> sums(picture.row_bytes());
    std::vector<std::int16_t> planes(6 * stride);
    std::int32_t mixed[6][grid];
    Buffer buffer;
    for (std::size_t y = 0; y < grid; ++y) {
        const Taps& taps = down.outputs[y];
        for (std::uint32_t r = 0; r < taps.count; ++r) rows[r] = picture.row(taps.start + r);
        kernels.weigh_rows(rows.data(), down.weights_of(taps), taps.count, picture.row_bytes(), sums.data());
        kernels.split(sums.data(), picture.width, channels, planes.data(), stride);
        const std::size_t plane_count = channels == 1 ? 2 : 6;
        for (std::size_t p = 0; p < plane_count; ++p)
            kernels.weigh_columns(planes.data() + (p * stride), across.outputs.data(), across.weights.data(), mixed[p]);
        kernels.canonical_row(mixed, channels, buffer.data() + (y * grid));
    }
    return buffer;
}

void transpose(Buffer& buffer) noexcept {
    for (std::size_t y = 0; y < grid; ++y)
        for (std::size_t x = 0; x < y; ++x) std::swap(buffer[(y * grid) + x], buffer[(x * grid) + y]);
}

}  // namespace

CanonicalForm canonical_form(const PictureView& picture, Orientation orientation, const KernelTable& kernels) {
    Buffer buffer = shrink(picture, placement_of(orientation), kernels);
    if (swaps_sides(orientation)) transpose(buffer);
    CanonicalForm form;
    kernels.canonical_coefficients(buffer.data(), form.coefficients.data());
    form.quality = std::min(kernels.canonical_gradient(buffer.data()) / 90, 100);
    return form;
}

}  // namespace holdfast::imaging
