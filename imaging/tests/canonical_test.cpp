// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <numeric>

#include "dct_tables.hpp"
#include "generated_pictures.hpp"
#include "holdfast/imaging/fingerprint_set.hpp"
#include "tap_table.hpp"

namespace {

using namespace holdfast;
using namespace holdfast::imaging;

// The picture as it is meant to be seen, its pixels moved one by one.
Picture upright(const Picture& stored, Orientation orientation) {
    const bool swap = swaps_sides(orientation);
    const std::uint32_t width = stored.width();
    const std::uint32_t height = stored.height();
    Picture seen = *Picture::create(swap ? height : width, swap ? width : height, stored.format());
    const std::size_t pixel = bytes_per_pixel(stored.format());
    for (std::uint32_t y = 0; y < height; ++y)
        for (std::uint32_t x = 0; x < width; ++x) {
            std::uint32_t to_x = 0;
            std::uint32_t to_y = 0;
            switch (orientation) {  // EXIF: where row 0 and column 0 belong
                case Orientation::top_left:
                    to_x = x, to_y = y;
                    break;
                case Orientation::top_right:
                    to_x = width - 1 - x, to_y = y;
                    break;
                case Orientation::bottom_right:
                    to_x = width - 1 - x, to_y = height - 1 - y;
                    break;
                case Orientation::bottom_left:
                    to_x = x, to_y = height - 1 - y;
                    break;
                case Orientation::left_top:
                    to_x = y, to_y = x;
                    break;
                case Orientation::right_top:
                    to_x = height - 1 - y, to_y = x;
                    break;
                case Orientation::right_bottom:
                    to_x = height - 1 - y, to_y = width - 1 - x;
                    break;
                case Orientation::left_bottom:
                    to_x = y, to_y = width - 1 - x;
                    break;
            }
            for (std::size_t c = 0; c < pixel; ++c)
                seen.row(to_y)[(to_x * pixel) + c] = stored.pixels()[(y * stored.row_bytes()) + (x * pixel) + c];
        }
    return seen;
}

TEST(Canonical, AnOrientationGivesTheCodeOfThePictureThatWasTurnedForReal) {
    for (std::uint64_t seed = 0; seed < 120; ++seed) {
        const Picture stored = generated::picture(seed);
        for (unsigned exif = 1; exif <= 8; ++exif) {
            const Orientation orientation = orientation_from_exif(exif);
            const auto set = fingerprint(stored.view(), orientation);
            const auto turned = fingerprint(upright(stored, orientation).view());
            ASSERT_TRUE(set.has_value() && turned.has_value());
            ASSERT_EQ(set->canonical, turned->canonical) << "picture " << seed << " orientation " << exif;
        }
    }
}

TEST(Canonical, TheReferenceFormIgnoresTheOrientation) {
    const Picture picture = generated::picture(7);
    EXPECT_EQ(fingerprint(picture.view(), Orientation::right_top)->reference, fingerprint(picture.view())->reference);
}

TEST(Canonical, GreyAndItsEqualRedGreenAndBlueHaveOneCode) {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        Picture grey = *Picture::create(40 + static_cast<std::uint32_t>(seed * 9), 300, PixelFormat::grey8);
        generated::Draw draw(seed);
        generated::paint(grey, static_cast<generated::Content>(seed % generated::content_kinds), draw);
        for (const PixelFormat format : {PixelFormat::rgb8, PixelFormat::rgba8}) {
            Picture colour = *Picture::create(grey.width(), grey.height(), format);
            const std::size_t pixel = bytes_per_pixel(format);
            for (std::size_t i = 0; i < grey.pixels().size(); ++i)
                for (std::size_t c = 0; c < pixel; ++c)
                    colour.pixels()[(i * pixel) + c] =
                        c < 3 ? grey.pixels()[i] : static_cast<std::uint8_t>(draw.between(0, 255));
            ASSERT_EQ(fingerprint(colour.view())->canonical, fingerprint(grey.view())->canonical) << seed;
        }
    }
}

TEST(Canonical, ASideBelowFivePixelsGivesCodeZeroAndQualityZero) {
    for (const auto& [width, height] : {std::pair{4U, 300U}, std::pair{300U, 4U}, std::pair{1U, 1U}}) {
        Picture picture = *Picture::create(width, height, PixelFormat::grey8);
        generated::Draw draw(1);
        generated::paint(picture, generated::Content::noise, draw);
        const auto set = fingerprint(picture.view(), Orientation::top_left, {.all_forms = true});
        ASSERT_TRUE(set.has_value());
        EXPECT_EQ(set->canonical, (Signal{FingerprintKind::pdq_c1, 0, {}}));
        EXPECT_EQ(set->reference, (Signal{FingerprintKind::pdq_r1, 0, {}}));
        EXPECT_EQ(*set->canonical_forms, DihedralCodes{});
        EXPECT_EQ(set->signals().size(), 1U);
    }
}

TEST(Canonical, TheReferenceSignalIsListedOnlyWhereItsCodeDiffers) {
    int listed = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const auto set = fingerprint(generated::picture(seed).view());
        const auto signals = set->signals();
        ASSERT_EQ(signals.size(), set->canonical.code == set->reference.code ? 1U : 2U);
        EXPECT_EQ(signals.front(), set->canonical);
        EXPECT_EQ(signals.back().kind, signals.size() == 2 ? FingerprintKind::pdq_r1 : FingerprintKind::pdq_c1);
        listed += signals.size() == 2 ? 1 : 0;
    }
    EXPECT_GT(listed, 0);
}

TEST(Canonical, PicturesThatAreNoneAreRefused) {
    const std::vector<std::uint8_t> pixels(100);
    EXPECT_EQ(fingerprint({0, 10, PixelFormat::grey8, {}}).error(), ImagingError::empty);
    EXPECT_EQ(fingerprint({10, 0, PixelFormat::grey8, {}}).error(), ImagingError::empty);
    EXPECT_EQ(fingerprint({max_picture_side + 1, 10, PixelFormat::grey8, {}}).error(), ImagingError::too_large);
    EXPECT_EQ(fingerprint({60000, 60000, PixelFormat::grey8, {}}).error(), ImagingError::too_large);
    EXPECT_EQ(fingerprint({10, 11, PixelFormat::grey8, pixels}).error(), ImagingError::size_mismatch);
    EXPECT_EQ(fingerprint({10, 10, PixelFormat::rgb8, pixels}).error(), ImagingError::size_mismatch);
    EXPECT_TRUE(fingerprint({10, 10, PixelFormat::grey8, pixels}).has_value());
    EXPECT_EQ(Picture::create(0, 1, PixelFormat::grey8).error(), PictureError::empty);
    EXPECT_EQ(Picture::create(1, max_picture_side + 1, PixelFormat::grey8).error(), PictureError::too_large);
    EXPECT_EQ(Picture::create(60000, 60000, PixelFormat::grey8).error(), PictureError::too_large);
}

TEST(Canonical, TheLongestSidesGiveAResult) {
    Picture wide = *Picture::create(max_picture_side, 6, PixelFormat::grey8);
    generated::Draw draw(5);
    generated::paint(wide, generated::Content::waves, draw);
    const auto lying = fingerprint(wide.view());
    ASSERT_TRUE(lying.has_value());
    EXPECT_EQ(lying->canonical,
              fingerprint(upright(wide, Orientation::left_top).view(), Orientation::left_top)->canonical);
}

TEST(TapTable, CanonicalWeightsAddUpToTheUnitAndStayWithinOneOfTheExactShare) {
    for (std::uint32_t n = 1; n <= max_picture_side; n += n < 1100 ? 1 : 997) {
        const TapTable table = canonical_taps(n, false);
        const BoxFilter box(n);
        for (std::uint32_t k = 0; k < grid; ++k) {
            const Taps& taps = table.outputs[k];
            ASSERT_LE(taps.start + taps.count, n);
            const std::int16_t* const weights = table.weights_of(taps);
            ASSERT_EQ(std::accumulate(weights, weights + taps.count, 0), canonical_unit) << n;
            const std::uint32_t o = box.sampled(k);
            std::vector<double> exact(taps.count);
            for (std::uint32_t y = box.first(o); y <= box.last(o); ++y)
                for (std::uint32_t x = box.first(y); x <= box.last(y); ++x)
                    exact[x - taps.start] += static_cast<double>(canonical_unit) / box.count(o) / box.count(y);
            for (std::uint32_t x = 0; x < taps.count; ++x)
                ASSERT_LE(std::abs(exact[x] - weights[x]), 1.001) << n << ' ' << k;
            for (std::size_t x = 0; x < tap_padding; ++x) ASSERT_EQ(weights[taps.count + x], 0);
        }
    }
}

TEST(TapTable, AMirroredTableIsTheTableReadBackwards) {
    for (const std::uint32_t n : {5U, 64U, 100U, 129U, 300U, 511U, 512U, 513U, 4032U}) {
        const TapTable table = canonical_taps(n, false);
        const TapTable mirrored = canonical_taps(n, true);
        for (std::size_t k = 0; k < grid; ++k) {
            const Taps& a = table.outputs[k];
            const Taps& b = mirrored.outputs[k];
            ASSERT_EQ(a.count, b.count);
            ASSERT_EQ(a.start + a.count, n - b.start);
            for (std::uint32_t x = 0; x < a.count; ++x)
                ASSERT_EQ(table.weights_of(a)[x], mirrored.weights_of(b)[a.count - 1 - x]) << n << ' ' << k;
        }
    }
}

TEST(DctTables, TheCommittedConstantsFollowTheirRule) {
    const auto scale = static_cast<float>(std::sqrt(2.0 / 64.0));
    for (int i = 0; i < 16; ++i) {
        std::int64_t reach = 0;
        for (int j = 0; j < 64; ++j) {
            const double cosine = std::cos((std::numbers::pi / 2.0 / 64.0) * (i + 1) * ((2 * j) + 1));
            EXPECT_EQ(reference_dct[i][j], static_cast<float>(static_cast<double>(scale) * cosine)) << i << ' ' << j;
            EXPECT_EQ(canonical_dct[i][j], std::floor((16384 * std::sqrt(2.0 / 64.0) * cosine) + 0.5)) << i << ' ' << j;
            reach += std::abs(canonical_dct[i][j]);
            // The folded transforms rest on this symmetry.
            EXPECT_EQ(canonical_dct[i][j], canonical_dct[i][63 - j] * (i % 2 == 0 ? -1 : 1));
            EXPECT_EQ(reference_dct[i][j], reference_dct[i][63 - j] * (i % 2 == 0 ? -1.0F : 1.0F));
        }
        EXPECT_EQ(std::accumulate(std::begin(canonical_dct[i]), std::end(canonical_dct[i]), 0), 0);
        EXPECT_LT(reach * 255 * 64, std::int64_t{1} << 31);  // 32-bit sums of centred values cannot overflow
    }
}

TEST(CanonicalQuality, TheMultiplicationEqualsTheDivisionForEveryDifference) {
    for (std::uint32_t difference = 0; difference <= 32640; ++difference)
        ASSERT_EQ((difference * 51401U) >> 24U, difference * 100 / 32640);
}

}  // namespace
