// SPDX-License-Identifier: Apache-2.0
#include "reference_separable.hpp"

namespace holdfast::imaging {

ExactRows::ExactRows(const PictureView& picture, const KernelTable& kernels)
    : picture_(picture),
      kernels_(kernels),
      down_(reference_taps(picture.height)),
      across_(reference_taps(picture.width)),
      stride_(picture.width + tap_padding),
      weighed_(picture.format == PixelFormat::grey8 ? 0 : picture.row_bytes()),
      planes_(3 * stride_) {
    for (std::size_t x = 0; x < grid; ++x) across_factors_[x] = 1.0 / across_.outputs[x].denominator;
}

void ExactRows::make(std::size_t y, double* row) {
    const Taps& taps = down_.outputs[y];
    const std::size_t channels = bytes_per_pixel(picture_.format);
    std::array<const std::uint8_t*, 7> rows{};  // two windows of 4
    for (std::uint32_t r = 0; r < taps.count; ++r) rows[r] = picture_.row(taps.start + r);
    std::int16_t* const weighed = channels == 1 ? planes_.data() : weighed_.data();
    kernels_.weigh_few_rows(rows.data(), down_.weights_of(taps), taps.count, picture_.row_bytes(), weighed);
    if (channels != 1) kernels_.take_apart(weighed, picture_.width, channels, planes_.data(), stride_);
    kernels_.weigh_columns(planes_.data(), channels == 1 ? 1 : 3, stride_, across_.outputs.data(),
                           across_.weights.data(), sums_);
    std::array<double, grid> factors;
    for (std::size_t x = 0; x < grid; ++x) factors[x] = across_factors_[x] / taps.denominator;
    kernels_.exact_row(sums_, channels, factors.data(), row);
}

ExactBuffer reference_buffer_exact(const PictureView& picture, const KernelTable& kernels) {
    ExactRows rows(picture, kernels);
    ExactBuffer buffer;
    for (std::size_t y = 0; y < grid; ++y) rows.make(y, buffer.data() + (y * grid));
    return buffer;
}

}  // namespace holdfast::imaging
