// SPDX-License-Identifier: Apache-2.0
#include "canonical.hpp"

#include <algorithm>
#include <utility>

namespace holdfast::imaging {
namespace {

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

void transpose(CanonicalBuffer& buffer) noexcept {
    for (std::size_t y = 0; y < grid; ++y)
        for (std::size_t x = 0; x < y; ++x) std::swap(buffer[(y * grid) + x], buffer[(x * grid) + y]);
}

}  // namespace

CanonicalRows::CanonicalRows(const PictureView& picture, Orientation orientation, const KernelTable& kernels)
    : picture_(picture),
      kernels_(kernels),
      down_(canonical_taps(picture.height, placement_of(orientation).rows_reversed)),
      across_(canonical_taps(picture.width, placement_of(orientation).columns_reversed)),
      stride_(picture.width + tap_padding),
      sums_(picture.row_bytes()),
      planes_(6 * stride_) {
    std::uint32_t longest = 0;
    for (const Taps& taps : down_.outputs) longest = std::max(longest, taps.count);
    rows_.resize(longest);
}

void CanonicalRows::make(std::size_t y, std::int16_t* row) {
    const Taps& taps = down_.outputs[y];
    const std::size_t channels = bytes_per_pixel(picture_.format);
    for (std::uint32_t r = 0; r < taps.count; ++r) rows_[r] = picture_.row(taps.start + r);
    kernels_.weigh_rows(rows_.data(), down_.weights_of(taps), taps.count, picture_.row_bytes(), sums_.data());
    kernels_.split(sums_.data(), picture_.width, channels, planes_.data(), stride_);
    std::int32_t mixed[6][grid];
    kernels_.weigh_columns(planes_.data(), channels == 1 ? 2 : 6, stride_, across_.outputs.data(),
                           across_.weights.data(), mixed);
    kernels_.canonical_row(mixed, channels, row);
}

CanonicalForm canonical_form_of(CanonicalBuffer& buffer, Orientation orientation, const KernelTable& kernels) noexcept {
    if (swaps_sides(orientation)) transpose(buffer);
    CanonicalForm form;
    kernels.canonical_coefficients(buffer.data(), form.coefficients.data());
    form.quality = std::min(kernels.canonical_gradient(buffer.data()) / 90, 100);
    return form;
}

CanonicalForm canonical_form(const PictureView& picture, Orientation orientation, const KernelTable& kernels) {
    CanonicalRows rows(picture, orientation, kernels);
    CanonicalBuffer buffer;
    for (std::size_t y = 0; y < grid; ++y) rows.make(y, buffer.data() + (y * grid));
    return canonical_form_of(buffer, orientation, kernels);
}

}  // namespace holdfast::imaging
