// SPDX-License-Identifier: Apache-2.0
// One walk for both forms against a walk for each.
#include "shared_sampling.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "generated_pictures.hpp"
#include "squash.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::imaging;

void expect_same_buffers(const PictureView& view, Orientation orientation, Kernel kernel) {
    const KernelTable& kernels = kernel_table(kernel);
    const SharedSamples samples = sample_for_both(view, orientation, kernels);
    CanonicalRows rows(view, orientation, kernels);
    CanonicalBuffer canonical;
    for (std::size_t y = 0; y < grid; ++y) rows.make(y, canonical.data() + (y * grid));
    ASSERT_EQ(samples.canonical, canonical) << view.width << " x " << view.height << ' ' << to_text(kernel)
                                            << " orientation " << static_cast<int>(orientation);
    ASSERT_EQ(samples.reference, reference_buffer_exact(view, kernels));
}

TEST(SharedSampling, EverySideGivesBothFormsTheBuffersTheyMakeAlone) {
    generated::Draw draw(9);
    const auto kernels = available_kernels();
    for (std::uint32_t side = 5; side <= Squashed::side; ++side) {
        const auto other = static_cast<std::uint32_t>(draw.between(5, 512));
        const auto format = static_cast<PixelFormat>(side % 3);
        Picture picture = *Picture::create(side, other, format);
        generated::paint(picture, generated::Content::noise, draw);
        expect_same_buffers(picture.view(), orientation_from_exif(side % 9), kernels[side % kernels.size()]);
        if (HasFatalFailure()) return;
    }
}

TEST(SharedSampling, TheBrightestAndTheDarkestPictureOverflowNothing) {
    for (const std::uint32_t side : {64U, 100U, 128U, 200U, 256U, 300U, 400U, 512U})
        for (const PixelFormat format : {PixelFormat::grey8, PixelFormat::rgb8, PixelFormat::rgba8})
            for (const Kernel kernel : available_kernels())
                for (const std::uint8_t level : {std::uint8_t{0}, std::uint8_t{255}}) {
                    Picture picture = *Picture::create(side, side, format);
                    std::ranges::fill(picture.pixels(), level);
                    expect_same_buffers(picture.view(), Orientation::top_left, kernel);
                    const SharedSamples samples =
                        sample_for_both(picture.view(), Orientation::top_left, kernel_table(kernel));
                    EXPECT_TRUE(std::ranges::all_of(samples.canonical, [&](int v) { return v == level * 128; }));
                }
}

TEST(SharedSampling, APictureOf512By512SharesAllButItsLastRowAndColumn) {
    const TapTable canonical = canonical_taps(512, false);
    const TapTable reference = reference_taps(512);
    for (std::size_t k = 0; k < grid; ++k) EXPECT_EQ(same_shares(canonical, reference, k), k != 63) << k;
    EXPECT_EQ(reference.outputs[0].denominator, 16);
}

}  // namespace
