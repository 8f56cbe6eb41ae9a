// SPDX-License-Identifier: Apache-2.0
#include "reference_order.hpp"

#include <algorithm>
#include <vector>

#include "dct_tables.hpp"

namespace holdfast::imaging {
namespace {

float luma(const std::uint8_t* pixel, PixelFormat format) noexcept {
    if (format == PixelFormat::grey8) return static_cast<float>(pixel[0]);
    return (0.299F * static_cast<float>(pixel[0])) + (0.587F * static_cast<float>(pixel[1])) +
           (0.114F * static_cast<float>(pixel[2]));
}

std::vector<float> luma_plane(const PictureView& picture) {
    const std::size_t pixel_bytes = bytes_per_pixel(picture.format);
    std::vector<float> plane(std::size_t{picture.height} * picture.width);
    for (std::size_t i = 0; i < plane.size(); ++i) plane[i] = luma(&picture.pixels[i * pixel_bytes], picture.format);
    return plane;
}

// One box filter over one line: a running sum that first grows, then slides (the new sample is added before the old one
// is taken off), then shrinks.
void box_line(const float* in, float* out, std::uint32_t length, std::size_t stride) noexcept {
    const BoxFilter box(length);
    float sum = 0;
    std::uint32_t count = 0;
    for (std::uint32_t x = 0; x < box.after; ++x, ++count) sum += in[x * stride];
    for (std::uint32_t x = 0; x < length; ++x) {
        if (x + box.after < length) {
            sum += in[(x + box.after) * stride];
            ++count;
        }
        if (x > box.before) {
            sum -= in[(x - box.before - 1) * stride];
            --count;
        }
        out[x * stride] = sum / static_cast<float>(count);
    }
}

}  // namespace

ReferenceBuffer reference_buffer_in_order(const PictureView& picture) {
    const std::uint32_t rows = picture.height;
    const std::uint32_t columns = picture.width;
    std::vector<float> plane = luma_plane(picture);
    ReferenceBuffer buffer;
    if (rows == grid && columns == grid) {  // used as it is, without the filter
        std::ranges::copy(plane, buffer.begin());
        return buffer;
    }
    std::vector<float> other(plane.size());
    for (int pass = 0; pass < 2; ++pass) {
        for (std::size_t y = 0; y < rows; ++y) box_line(&plane[y * columns], &other[y * columns], columns, 1);
        for (std::size_t x = 0; x < columns; ++x) box_line(&other[x], &plane[x], rows, columns);
    }
    const BoxFilter down(rows);
    const BoxFilter across(columns);
    for (std::uint32_t y = 0; y < grid; ++y)
        for (std::uint32_t x = 0; x < grid; ++x)
            buffer[(y * grid) + x] = plane[(std::size_t{down.sampled(y)} * columns) + across.sampled(x)];
    return buffer;
}

int reference_quality(const ReferenceBuffer& buffer) noexcept {
    const auto steps = [](float u, float v) {
        const int difference = static_cast<int>(((u - v) * 100.0F) / 255.0F);
        return difference < 0 ? -difference : difference;
    };
    int sum = 0;
    for (std::size_t i = 0; i < (grid - 1) * grid; ++i) sum += steps(buffer[i], buffer[i + grid]);
    for (std::size_t y = 0; y < grid; ++y)
        for (std::size_t x = 0; x + 1 < grid; ++x) sum += steps(buffer[(y * grid) + x], buffer[(y * grid) + x + 1]);
    return std::min(sum / 90, 100);
}

ReferenceForm reference_form_in_order(const ReferenceBuffer& buffer) noexcept {
    ReferenceForm form;
    form.quality = reference_quality(buffer);
    std::array<std::array<float, grid>, 16> half;
    for (std::size_t i = 0; i < 16; ++i)
        for (std::size_t j = 0; j < grid; ++j) {
            float sum = 0;
            for (std::size_t k = 0; k < grid; ++k) sum += reference_dct[i][k] * buffer[(k * grid) + j];
            half[i][j] = sum;
        }
    for (std::size_t i = 0; i < 16; ++i)
        for (std::size_t j = 0; j < 16; ++j) {
            float sum = 0;
            for (std::size_t k = 0; k < grid; ++k) sum += half[i][k] * reference_dct[j][k];
            form.coefficients[(16 * i) + j] = sum;
        }
    return form;
}

}  // namespace holdfast::imaging
