// SPDX-License-Identifier: Apache-2.0
#include "holdfast/media/encode_png.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "holdfast/media/decode.hpp"
#include "holdfast/media/upright.hpp"
#include "media_manifest.hpp"

namespace holdfast::media {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::ElementsAreArray;

Picture decoded(std::string_view name) {
    return std::move(decode(read_file(vectors() / "media" / name)).value().picture);
}

/// The types of a PNG's chunks, in order.
std::vector<std::string> chunks_of(std::span<const std::byte> file) {
    std::vector<std::string> types;
    for (std::size_t at = 8; at + 12 <= file.size();) {
        std::size_t length = 0;
        for (std::size_t i = 0; i < 4; ++i) length = length * 256 + std::to_integer<std::size_t>(file[at + i]);
        types.emplace_back(reinterpret_cast<const char*>(file.data()) + at + 4, 4);
        at += length + 12;
    }
    return types;
}

TEST(EncodePng, GivesBackThePixels) {
    for (const auto* name : {"png-rgb-8.png", "png-grey-8.png", "landscape.jpg", "landscape.webp"}) {
        SCOPED_TRACE(name);
        const Picture picture = decoded(name);
        const auto file = encode_png(picture.view());
        ASSERT_TRUE(file);
        const auto again = decode(file->bytes());
        ASSERT_TRUE(again);
        EXPECT_EQ(again->kind, FileKind::png);
        EXPECT_EQ(again->picture.format(), picture.format());
        EXPECT_EQ(again->picture.width(), picture.width());
        EXPECT_THAT(again->picture.pixels(), ElementsAreArray(picture.pixels()));
    }
}

TEST(EncodePng, HoldsPixelsAndNothingElse) {
    auto file = encode_png(decoded("png-rgb-8.png").view());
    ASSERT_TRUE(file);
    auto types = chunks_of(file->bytes());
    ASSERT_GE(types.size(), 3U);
    EXPECT_EQ(types.front(), "IHDR");
    EXPECT_EQ(types.back(), "IEND");
    types.erase(types.begin());
    types.pop_back();
    EXPECT_THAT(types, Each("IDAT"));
}

TEST(EncodePng, KeepsAlpha) {
    auto picture = Picture::create(2, 1, PixelFormat::rgba8).value();
    const std::vector<std::uint8_t> samples{10, 20, 30, 40, 50, 60, 70, 255};
    std::ranges::copy(samples, picture.pixels().begin());
    const auto file = encode_png(picture.view());
    ASSERT_TRUE(file);
    EXPECT_EQ(std::to_integer<int>(file->bytes()[25]), 6) << "colour type of IHDR";
    const auto again = decode(file->bytes());
    ASSERT_TRUE(again);
    EXPECT_THAT(again->picture.pixels(), ElementsAre(10, 20, 30, 50, 60, 70)) << "which our decoder reads without";
}

TEST(EncodePng, TheSamePictureIsTheSameFile) {
    const auto a = encode_png(decoded("landscape.jpg").view());
    const auto b = encode_png(decoded("landscape.jpg").view());
    ASSERT_TRUE(a && b);
    EXPECT_THAT(a->bytes(), ElementsAreArray(b->bytes()));
}

TEST(EncodePng, RefusesWhatIsNoPicture) {
    const std::vector<std::uint8_t> samples(12);
    for (const PictureView& view :
         {PictureView{.width = 0, .height = 4, .format = PixelFormat::rgb8, .pixels = {}},
          PictureView{.width = 2, .height = 3, .format = PixelFormat::rgb8, .pixels = samples},
          PictureView{.width = 70'000, .height = 1, .pixels = samples}}) {
        const auto file = encode_png(view);
        ASSERT_FALSE(file);
        EXPECT_EQ(file.error(), EncodeError::wrong_picture);
    }
}

// Two rows of three: 1 2 3 / 4 5 6, as each orientation of EXIF means it.
TEST(Upright, TurnsAsExifSays) {
    auto stored = Picture::create(3, 2, PixelFormat::grey8).value();
    for (std::size_t i = 0; i < 6; ++i) stored.pixels()[i] = static_cast<std::uint8_t>(i + 1);
    const std::vector<std::vector<int>> seen{{1, 2, 3, 4, 5, 6}, {3, 2, 1, 6, 5, 4}, {6, 5, 4, 3, 2, 1},
                                             {4, 5, 6, 1, 2, 3}, {1, 4, 2, 5, 3, 6}, {4, 1, 5, 2, 6, 3},
                                             {6, 3, 5, 2, 4, 1}, {3, 6, 2, 5, 1, 4}};
    for (unsigned number = 1; number <= 8; ++number) {
        SCOPED_TRACE(number);
        const auto turned = upright(stored.view(), orientation_from_exif(number));
        ASSERT_TRUE(turned);
        EXPECT_EQ(turned->width(), number < 5 ? 3U : 2U);
        EXPECT_THAT(turned->pixels(), ElementsAreArray(seen[number - 1]));
    }
}

TEST(Upright, MovesWholePixels) {
    auto stored = Picture::create(1, 2, PixelFormat::rgb8).value();
    for (std::size_t i = 0; i < 6; ++i) stored.pixels()[i] = static_cast<std::uint8_t>(i);
    const auto turned = upright(stored.view(), Orientation::right_top);
    ASSERT_TRUE(turned);
    EXPECT_THAT(turned->pixels(), ElementsAre(3, 4, 5, 0, 1, 2));
}

}  // namespace
}  // namespace holdfast::media
