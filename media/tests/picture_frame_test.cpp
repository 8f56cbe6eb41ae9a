// SPDX-License-Identifier: Apache-2.0
#include "holdfast/media/picture_frame.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "media_manifest.hpp"

namespace holdfast::media {
namespace {

FrameHead head_of_landscape() {
    return frame_head(decode(read_file(vectors() / "media" / "landscape.heic")));
}

TEST(PictureFrame, APictureComesOutAsItWentIn) {
    const auto decoded = decode(read_file(vectors() / "media" / "landscape.heic"));
    ASSERT_TRUE(decoded);
    const auto opened = open_frame(frame_head(decoded), FileKind::heic, Limits{});
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->kind, FileKind::heic);
    EXPECT_EQ(opened->picture.width(), 96U);
    EXPECT_EQ(opened->picture.height(), 64U);
    EXPECT_EQ(opened->picture.format(), PixelFormat::rgb8);
    EXPECT_EQ(opened->orientation, Orientation::top_left);
    EXPECT_FALSE(opened->damaged);
    EXPECT_FALSE(opened->animated);
    EXPECT_EQ(opened->picture.pixels().size(), decoded->picture.pixels().size());
}

TEST(PictureFrame, EveryErrorComesOutAsItWentIn) {
    for (unsigned i = 0; i <= static_cast<unsigned>(DecodeError::decoder_unavailable); ++i) {
        const auto error = static_cast<DecodeError>(i);
        const auto opened = open_frame(frame_head(std::unexpected(error)), FileKind::heic, Limits{});
        ASSERT_FALSE(opened);
        EXPECT_EQ(opened.error(), error);
    }
}

TEST(PictureFrame, WhateverAByteIsChangedToIsRefusedOrComesOutAsItWentIn) {
    for (const FrameHead& good : {head_of_landscape(), frame_head(std::unexpected(DecodeError::corrupt))}) {
        for (std::size_t at = 0; at < good.size(); ++at) {
            for (unsigned value = 0; value < 256; ++value) {
                FrameHead head = good;
                head[at] = static_cast<std::byte>(value);
                const auto opened = open_frame(head, FileKind::heic, Limits{});
                if (opened) {
                    EXPECT_EQ(frame_head(opened), head);
                    EXPECT_LE(std::uint64_t{opened->picture.width()} * opened->picture.height(), Limits{}.pixels);
                } else if (opened.error() != DecodeError::decoder_crashed) {
                    EXPECT_EQ(frame_head(opened), head);
                }
            }
        }
    }
}

TEST(PictureFrame, APictureBeyondTheLimitsIsRefused) {
    constexpr std::uint64_t pixels = 6144;  // 96 x 64
    EXPECT_TRUE(open_frame(head_of_landscape(), FileKind::heic, Limits{.pixels = pixels}));
    for (const Limits limits : {Limits{.pixels = pixels - 1}, Limits{.side = 95}}) {
        const auto opened = open_frame(head_of_landscape(), FileKind::heic, limits);
        ASSERT_FALSE(opened);
        EXPECT_EQ(opened.error(), DecodeError::decoder_crashed);
    }
}

TEST(PictureFrame, APictureOfAnotherKindOfFileIsRefused) {
    const auto opened = open_frame(head_of_landscape(), FileKind::avif, Limits{});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error(), DecodeError::decoder_crashed);
}

}  // namespace
}  // namespace holdfast::media
