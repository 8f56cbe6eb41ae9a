// SPDX-License-Identifier: Apache-2.0
#include "reference_separable.hpp"

#include <vector>

namespace holdfast::imaging {
namespace {

// The reference's luma weights are these floats. A product with a channel sum (below 2^20) needs 44 bits and all three
// added up 47, so doubles hold them exactly.
constexpr double red = static_cast<double>(0.299F);
constexpr double green = static_cast<double>(0.587F);
constexpr double blue = static_cast<double>(0.114F);

}  // namespace

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
    ExactBuffer buffer;
    for (std::size_t y = 0; y < grid; ++y) {
        const Taps& taps = down.outputs[y];
        for (std::uint32_t r = 0; r < taps.count; ++r) rows[r] = picture.row(taps.start + r);
        kernels.weigh_rows(rows.data(), down.weights_of(taps), taps.count, picture.row_bytes(), sums.data());
        kernels.narrow(sums.data(), columns, channels, planes.data(), stride);
        const std::size_t plane_count = channels == 1 ? 1 : 3;
        for (std::size_t p = 0; p < plane_count; ++p)
            kernels.weigh_columns(planes.data() + (p * stride), across.outputs.data(), across.weights.data(), mixed[p]);
        for (std::size_t x = 0; x < grid; ++x) {
            const double sum =
                channels == 1 ? mixed[0][x] : (red * mixed[0][x]) + (green * mixed[1][x]) + (blue * mixed[2][x]);
            buffer[(y * grid) + x] = sum / (taps.denominator * across.outputs[x].denominator);
        }
    }
    return buffer;
}

}  // namespace holdfast::imaging
