// SPDX-License-Identifier: Apache-2.0
#include "shared_sampling.hpp"

#include <bit>
#include <vector>

namespace holdfast::imaging {
namespace {

// A row's own columns cost about as much as one in eight of the shared ones.
constexpr std::size_t most_own_columns = 8;

// Outputs of a row that have one denominator and the same weights in both forms, and the others.
struct SharedColumns {
    std::int32_t denominator;
    std::vector<std::size_t> own;  // the others

    SharedColumns(const TapTable& canonical, const TapTable& reference)
        : denominator(reference.outputs[grid / 2].denominator) {
        for (std::size_t x = 0; x < grid; ++x)
            if (reference.outputs[x].denominator != denominator || !same_shares(canonical, reference, x))
                own.push_back(x);
    }
    [[nodiscard]] bool worth_while() const noexcept { return own.size() <= most_own_columns; }
};

// One sample by the canonical weights, from columns that are weighed down already, in whole numbers over `denominator`.
std::int16_t own_sample(const ExactRows& rows, const TapTable& across, std::size_t x, std::size_t channels,
                        std::int32_t denominator) noexcept {
    const Taps& taps = across.outputs[x];
    const std::int16_t* const weights = across.weights_of(taps);
    std::int64_t luma = 0;  // in units of 1 / denominator of 2^-29
    for (std::size_t c = 0; c < (channels == 1 ? 1 : 3); ++c) {
        const std::int16_t* const run = rows.plane(c) + taps.start;
        std::int64_t sum = 0;
        for (std::uint32_t i = 0; i < taps.count; ++i) sum += std::int64_t{weights[i]} * run[i];
        luma += sum * (channels == 1 ? canonical_grey : canonical_colours[c]);
    }
    return static_cast<std::int16_t>(((luma * (canonical_unit / denominator)) + (std::int64_t{1} << 35)) >> 36);
}

}  // namespace

SharedSamples sample_for_both(const PictureView& picture, Orientation orientation, const KernelTable& kernels) {
    CanonicalRows canonical(picture, orientation, kernels);
    ExactRows reference(picture, kernels);
    const SharedColumns columns(canonical.across(), reference.across());
    const std::size_t channels = bytes_per_pixel(picture.format);
    SharedSamples samples;
    for (std::size_t y = 0; y < grid; ++y) {
        reference.make(y, samples.reference.data() + (y * grid));
        std::int16_t* const row = samples.canonical.data() + (y * grid);
        if (!columns.worth_while() || !same_shares(canonical.down(), reference.down(), y)) {
            canonical.make(y, row);
            continue;
        }
        const std::int32_t denominator = reference.down().outputs[y].denominator;
        const int halvings = std::countr_zero(static_cast<std::uint32_t>(denominator * columns.denominator));
        kernels.shared_row(reference.channel_sums(), channels, 8 + halvings, row);
        for (const std::size_t x : columns.own)
            row[x] = own_sample(reference, canonical.across(), x, channels, denominator);
    }
    return samples;
}

}  // namespace holdfast::imaging
