// SPDX-License-Identifier: Apache-2.0
// Holds every way to pdq-r1 against the reference's own order, on one picture.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "generated_pictures.hpp"
#include "reference_codes.hpp"
#include "reference_order.hpp"
#include "rounding_bound.hpp"
#include "squash.hpp"

namespace holdfast::imaging {

struct Tally {
    int pictures = 0;
    int certified = 0;
    double worst_sample = 0;       // greatest |float - exact| over its bound: above 1 would disprove the bound
    double worst_coefficient = 0;  // the same for coefficients
};

/// `name` tells the picture in failures.
inline void expect_agreement(const PictureView& picture, const std::string& name, Kernel kernel, Tally& tally) {
    const Squashed squashed(picture);
    const PictureView& view = squashed.view();
    const KernelTable& kernels = kernel_table(kernel);
    const ReferenceBuffer oracle_buffer = reference_buffer_in_order(view);
    const ReferenceForm oracle = reference_form_in_order(oracle_buffer);

    ReferenceBuffer ordered_buffer;
    std::vector<float> memory(ordered_scratch_floats);
    kernels.ordered_buffer({view.pixels.data(), view.height, view.width, bytes_per_pixel(view.format)}, memory.data(),
                           ordered_buffer.data());
    ASSERT_EQ(ordered_buffer, oracle_buffer) << "picture " << name;
    const ReferenceCodes ordered = ordered_codes(view, Forms::all, kernels);
    ASSERT_EQ(ordered.quality, oracle.quality) << "picture " << name;
    for (std::size_t m = 0; m < 4; ++m)
        ASSERT_EQ(ordered.by_mirroring[m], code_of(mirrored(oracle.coefficients, all_mirrorings[m])))
            << "picture " << name;

    const ExactBuffer exact_buffer = reference_buffer_exact(view, kernels);
    Coefficients<double> exact;
    std::array<double, 16> norms;
    kernels.exact_coefficients(exact_buffer.data(), exact.data(), norms.data());
    const RoundingBound bound = rounding_bound({view.height, view.width, view.format == PixelFormat::grey8}, norms);
    constexpr double own_rounding = 1e-12;
    for (std::size_t i = 0; i < exact_buffer.size(); ++i) {
        const double off = std::abs(exact_buffer[i] - static_cast<double>(oracle_buffer[i]));
        ASSERT_LE(off, bound.sample + own_rounding) << "picture " << name << " sample " << i;
        if (bound.sample > 0) tally.worst_sample = std::max(tally.worst_sample, off / bound.sample);
    }
    for (std::size_t i = 0; i < exact.size(); ++i) {
        const double off = std::abs(exact[i] - static_cast<double>(oracle.coefficients[i]));
        ASSERT_LE(off, bound.coefficients[i]) << "picture " << name << " coefficient " << i;
        tally.worst_coefficient = std::max(tally.worst_coefficient, off / bound.coefficients[i]);
    }

    ++tally.pictures;
    for (const Forms forms : {Forms::one, Forms::all}) {
        const auto certified = certified_codes(view, forms, kernels);
        if (!certified) continue;
        if (forms == Forms::one) ++tally.certified;
        ASSERT_EQ(certified->quality, oracle.quality) << "picture " << name;
        for (std::size_t m = 0; m < (forms == Forms::all ? 4U : 1U); ++m)
            ASSERT_EQ(certified->by_mirroring[m], ordered.by_mirroring[m]) << "picture " << name;
    }
}

inline void expect_agreement(std::uint64_t seed, Kernel kernel, Tally& tally) {
    expect_agreement(generated::picture(seed).view(), std::to_string(seed), kernel, tally);
}

}  // namespace holdfast::imaging
