// SPDX-License-Identifier: Apache-2.0
#include "reference_separable.hpp"

#include <vector>

namespace holdfast::imaging {
ExactBuffer reference_buffer_exact(const PictureView& picture, const KernelTable& kernels) {
    const std::size_t columns = picture.width;
    const TapTable down = reference_taps(picture.height);
    const TapTable across = reference_taps(picture.width);
    const std::size_t channels = bytes_per_pixel(picture.format);
    const std::size_t stride = columns + tap_padding;

    std::array<const std::uint8_t*, 7> rows{};  // two windows of 4
    std::vector<std::int32_t> sums(picture.row_bytes());
    std::vector<std::int16_t> planes(3 * stride);
    std::int32_t mixed[3][grid];
    std::array<double, grid> across_factors;
    std::array<double, grid> factors;
    for (std::size_t x = 0; x < grid; ++x) across_factors[x] = 1.0 / across.outputs[x].denominator;
    ExactBuffer buffer;
    for (std::size_t y = 0; y < grid; ++y) {
        const Taps& taps = down.outputs[y];
        for (std::uint32_t r = 0; r < taps.count; ++r) rows[r] = picture.row(taps.start + r);
        kernels.weigh_rows(rows.data(), down.weights_of(taps), taps.count, picture.row_bytes(), sums.data());
        kernels.narrow(sums.data(), columns, channels, planes.data(), stride);
        const std::size_t plane_count = channels == 1 ? 1 : 3;
        for (std::size_t p = 0; p < plane_count; ++p)
            kernels.weigh_columns(planes.data() + (p * stride), across.outputs.data(), across.weights.data(), mixed[p]);
        for (std::size_t x = 0; x < grid; ++x) factors[x] = across_factors[x] / taps.denominator;
        kernels.exact_row(mixed, channels, factors.data(), buffer.data() + (y * grid));
    }
    return buffer;
}

}  // namespace holdfast::imaging
