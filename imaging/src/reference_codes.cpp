// SPDX-License-Identifier: Apache-2.0
#include "reference_codes.hpp"

#include <algorithm>
#include <limits>
#include <memory>

#include "reference_order.hpp"
#include "squash.hpp"

namespace holdfast::imaging {
namespace {

constexpr int full_quality_steps = 100 * 90;

std::size_t wanted(Forms forms) noexcept {
    return forms == Forms::all ? all_mirrorings.size() : 1;
}

}  // namespace

std::optional<Code256> certain_code(const Coefficients<double>& exact, const Coefficients<double>& bounds) noexcept {
    // If all 128 low values stay below all 128 high ones, the reference's lower median is one of the low ones: its bits
    // are these.
    const double median = lower_median(exact);
    double highest_low = -std::numeric_limits<double>::infinity();
    double lowest_high = std::numeric_limits<double>::infinity();
    int high_count = 0;
    Code256 code;
    for (unsigned k = 0; k < 256; ++k) {
        if (exact[k] > median) {
            code.set_bit(k);
            ++high_count;
            lowest_high = std::min(lowest_high, exact[k] - bounds[k]);
        } else {
            highest_low = std::max(highest_low, exact[k] + bounds[k]);
        }
    }
    if (high_count != 128 || !(highest_low < lowest_high)) return std::nullopt;
    return code;
}

std::optional<int> certain_quality(const ExactBuffer& exact, double bound, const KernelTable& kernels) noexcept {
    std::array<float, grid * grid> buffer;
    for (std::size_t i = 0; i < buffer.size(); ++i) buffer[i] = static_cast<float>(exact[i]);
    // Two samples off by `bound` each, and 2^-12 for all float rounding in the reference's formula and in this one.
    const auto allowance = static_cast<float>((2 * bound) + 0x1p-12);
    const std::int32_t least = kernels.reference_gradient(buffer.data(), -allowance);
    if (least >= full_quality_steps) return 100;
    const std::int32_t most = kernels.reference_gradient(buffer.data(), allowance);
    if (least / 90 != most / 90) return std::nullopt;
    return least / 90;
}

std::optional<ReferenceCodes> certified_codes(const PictureView& picture, const ExactBuffer& buffer, Forms forms,
                                              const KernelTable& kernels) {
    const FilteredPicture filtered{
        .rows = picture.height, .columns = picture.width, .grey = picture.format == PixelFormat::grey8};
    ReferenceCodes codes;
    const std::optional<int> quality = certain_quality(buffer, sample_bound(filtered), kernels);
    if (!quality) return std::nullopt;
    codes.quality = *quality;

    Coefficients<double> exact;
    std::array<double, 16> row_norms;
    kernels.exact_coefficients(buffer.data(), exact.data(), row_norms.data());
    const RoundingBound bound = rounding_bound(filtered, row_norms);
    for (std::size_t m = 0; m < wanted(forms); ++m) {
        const std::optional<Code256> code = certain_code(mirrored(exact, all_mirrorings[m]), bound.coefficients);
        if (!code) return std::nullopt;
        codes.by_mirroring[m] = *code;
    }
    return codes;
}

std::optional<ReferenceCodes> certified_codes(const PictureView& picture, Forms forms, const KernelTable& kernels) {
    return certified_codes(picture, reference_buffer_exact(picture, kernels), forms, kernels);
}

ReferenceCodes ordered_codes(const PictureView& picture, Forms forms, const KernelTable& kernels) {
    const OrderedSource source{.pixels = picture.pixels.data(),
                               .rows = picture.height,
                               .columns = picture.width,
                               .channels = bytes_per_pixel(picture.format)};
    const auto memory =
        std::make_unique_for_overwrite<float[]>(ordered_scratch_floats);  // a megabyte; clearing it would show
    ReferenceBuffer buffer;
    kernels.ordered_buffer(source, memory.get(), buffer.data());
    ReferenceCodes codes;
    codes.quality = reference_quality(buffer);
    Coefficients<float> coefficients;
    kernels.reference_coefficients(buffer.data(), coefficients.data());
    for (std::size_t m = 0; m < wanted(forms); ++m)
        codes.by_mirroring[m] = code_of(mirrored(coefficients, all_mirrorings[m]));
    return codes;
}

ReferenceCodes reference_codes(const PictureView& picture, const ExactBuffer& buffer, Forms forms,
                               const KernelTable& kernels) {
    const std::optional<ReferenceCodes> certified = certified_codes(picture, buffer, forms, kernels);
    return certified ? *certified : ordered_codes(picture, forms, kernels);
}

ReferenceCodes reference_codes(const PictureView& picture, Forms forms, const KernelTable& kernels) {
    const Squashed squashed(picture);
    return reference_codes(squashed.view(), reference_buffer_exact(squashed.view(), kernels), forms, kernels);
}

}  // namespace holdfast::imaging
