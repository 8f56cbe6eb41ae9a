// SPDX-License-Identifier: Apache-2.0
#include "holdfast/media/decode.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <vector>

#include "exif_orientation.hpp"
#include "media_manifest.hpp"

namespace holdfast::media {
namespace {

std::vector<std::byte> vector_file(std::string_view name) {
    return read_file(vectors() / "media" / name);
}

/// Mean absolute difference of the luma of two pictures of one size, 0..255.
double mean_difference(const Picture& a, const Picture& b) {
    const auto luma = [](const Picture& picture, std::size_t x, std::size_t y) {
        const auto* pixel = picture.view().row(y) + (x * bytes_per_pixel(picture.format()));
        return picture.format() == PixelFormat::grey8 ? double(pixel[0])
                                                      : (0.299 * pixel[0]) + (0.587 * pixel[1]) + (0.114 * pixel[2]);
    };
    double sum = 0;
    for (std::size_t y = 0; y < a.height(); ++y) {
        for (std::size_t x = 0; x < a.width(); ++x) sum += std::abs(luma(a, x, y) - luma(b, x, y));
    }
    return sum / (double(a.width()) * a.height());
}

TEST(Decode, ReadsEveryReferencePicture) {
    const auto pictures = reference_pictures();
    ASSERT_GT(pictures.size(), 40U);
    for (const auto& path : pictures) {
        SCOPED_TRACE(path.filename().string());
        const auto decoded = decode(read_file(path));
        ASSERT_TRUE(decoded.has_value()) << to_text(decoded.error());
        EXPECT_FALSE(decoded->damaged);
        EXPECT_FALSE(decoded->animated);
    }
}

TEST(Decode, GivesTheLumaPlaneOfAColourJpeg) {
    const auto jpeg = decode(vector_file("landscape.jpg"));
    ASSERT_TRUE(jpeg);
    EXPECT_EQ(jpeg->picture.format(), PixelFormat::grey8);
}

// One landscape was written in every format: decoding it anywhere must show the same thing.
TEST(Decode, ShowsTheSamePictureInEveryFormat) {
    const auto original = decode(vector_file("webp-lossless.webp"));
    ASSERT_TRUE(original);
    for (const auto* name :
         {"landscape.jpg", "jpeg-grey.jpg", "jpeg-rgb.jpg", "jpeg-progressive.jpg", "jpeg-arithmetic.jpg",
          "jpeg-restart.jpg", "jpeg-sampling-1x1.jpg", "jpeg-sampling-2x1.jpg", "jpeg-sampling-1x2.jpg",
          "jpeg-sampling-4x1.jpg", "landscape.webp", "landscape.heic", "landscape.avif", "heic-turned.heic"}) {
        SCOPED_TRACE(name);
        const auto decoded = decode(vector_file(name));
        ASSERT_TRUE(decoded.has_value()) << to_text(decoded.error());
        EXPECT_LT(mean_difference(decoded->picture, original->picture), 5.0);
    }
}

TEST(Decode, ShowsTheSamePictureInEveryPngModeAndGif) {
    const auto original = decode(vector_file("png-rgb-8.png"));
    ASSERT_TRUE(original);
    struct Mode {
        std::string name;
        double tolerance;
    };
    std::vector<Mode> modes{{"png-grey-2", 45},       {"png-grey-4", 12}, {"png-grey-8", 1},
                            {"png-grey-16", 1},       {"png-rgb-16", 0},  {"png-grey-alpha-8", 1},
                            {"png-grey-alpha-16", 1}, {"png-rgba-8", 0},  {"png-rgba-16", 0}};
    for (const Mode& mode : modes) {
        for (const std::string ending : {".png", "-interlaced.png"}) {
            SCOPED_TRACE(mode.name + ending);
            const auto decoded = decode(vector_file(mode.name + ending));
            ASSERT_TRUE(decoded.has_value()) << to_text(decoded.error());
            EXPECT_LE(mean_difference(decoded->picture, original->picture), mode.tolerance);
        }
    }
    for (const auto* name :
         {"landscape.gif", "gif-interlaced.gif", "gif-local-colours.gif", "gif-animated.gif", "gif-no-screen.gif"}) {
        SCOPED_TRACE(name);
        const auto decoded = decode(vector_file(name));
        ASSERT_TRUE(decoded.has_value()) << to_text(decoded.error());
        EXPECT_LE(mean_difference(decoded->picture, original->picture), 1.0);
    }
}

// The same blocks of one colour, with ink stored in three ways: light = (1 - ink) * (1 - black) gives the landscape
// back.
TEST(Decode, TurnsInkIntoLight) {
    const auto original = decode(vector_file("png-rgb-8.png"));
    const auto plain = decode(vector_file("jpeg-cmyk.jpg"));
    ASSERT_TRUE(original && plain);
    EXPECT_LT(mean_difference(plain->picture, original->picture), 20.0);
    for (const auto* name : {"jpeg-cmyk-adobe.jpg", "jpeg-ycck.jpg"}) {
        SCOPED_TRACE(name);
        const auto decoded = decode(vector_file(name));
        ASSERT_TRUE(decoded.has_value()) << to_text(decoded.error());
        EXPECT_EQ(decoded->picture.format(), PixelFormat::rgb8);
        EXPECT_LT(mean_difference(decoded->picture, plain->picture), 1.5);
    }
}

TEST(Decode, GivesInterlacedAndPlainPngTheSamePixels) {
    for (const auto& row : read_manifest()) {
        const auto at = row.file.find("-interlaced.png");
        if (at == std::string::npos) continue;
        SCOPED_TRACE(row.file);
        const auto interlaced = decode(vector_file(row.file));
        const auto plain = decode(vector_file(row.file.substr(0, at) + ".png"));
        ASSERT_TRUE(interlaced && plain);
        EXPECT_TRUE(std::ranges::equal(interlaced->picture.pixels(), plain->picture.pixels()));
    }
}

TEST(Decode, PlacesAFrameThatIsSmallerThanItsCanvas) {
    auto gif = decode(vector_file("gif-offset-frame.gif"));
    auto whole = decode(vector_file("landscape.gif"));
    ASSERT_TRUE(gif && whole);
    EXPECT_EQ(gif->picture.row(0)[0], 0);
    EXPECT_TRUE(std::ranges::equal(gif->picture.row(4).subspan(18, 144), whole->picture.row(0)));
    auto webp = decode(vector_file("webp-animated-offset.webp"));
    auto still = decode(vector_file("webp-lossless.webp"));
    ASSERT_TRUE(webp && still);
    EXPECT_EQ(webp->picture.row(9)[60], 0);
    EXPECT_TRUE(std::ranges::equal(webp->picture.row(10).subspan(60, 288), still->picture.row(0)));
}

std::string outcome(std::string_view name, const Limits& limits) {
    const auto decoded = decode(vector_file(name), limits);
    return decoded ? "ok" : std::string(to_text(decoded.error()));
}

TEST(Decode, KeepsToItsLimits) {
    const std::size_t size = vector_file("landscape.jpg").size();
    EXPECT_EQ(outcome("landscape.jpg", {.file_bytes = size}), "ok");
    EXPECT_EQ(outcome("landscape.jpg", {.file_bytes = size - 1}), "too_many_bytes");
    EXPECT_EQ(outcome("landscape.jpg", {.pixels = std::uint64_t{96} * 64}), "ok");
    EXPECT_EQ(outcome("landscape.jpg", {.side = 96}), "ok");
    EXPECT_EQ(outcome("landscape.jpg", {.side = 95}), "side_too_long");
    EXPECT_EQ(outcome("jpeg-heavy-scans.jpg", {.memory_bytes = 64U << 20U}), "out_of_memory");
    EXPECT_EQ(outcome("jpeg-progressive.jpg", {.jpeg_scans = 3}), "too_much_work");
    EXPECT_EQ(outcome("jpeg-progressive.jpg", {.jpeg_scan_samples = 10'000}), "too_much_work");
    for (const auto* name :
         {"landscape.jpg", "png-rgb-8.png", "landscape.webp", "landscape.gif", "landscape.heic", "landscape.avif"}) {
        SCOPED_TRACE(name);
        EXPECT_EQ(outcome(name, {.pixels = (48 * 32) - 1}), "too_many_pixels");
    }
}

// The property that matters on truncated downloads: an answer or a specific error, never a wrong claim of health.
TEST(Decode, NoticesEveryTruncationAtSixtyFourths) {
    for (const auto* name : {"landscape.jpg", "jpeg-progressive.jpg", "jpeg-restart.jpg", "png-rgb-8.png",
                             "png-rgba-16-interlaced.png", "landscape.webp", "webp-lossless.webp", "webp-animated.webp",
                             "landscape.gif", "gif-interlaced.gif", "landscape.heic", "landscape.avif"}) {
        const auto whole = vector_file(name);
        const auto complete = decode(whole);
        ASSERT_TRUE(complete) << name;
        for (std::size_t part = 0; part < 64; ++part) {
            SCOPED_TRACE(std::string(name) + " " + std::to_string(part) + "/64");
            const auto decoded = decode(std::span(whole).first(whole.size() * part / 64));
            if (decoded) {
                // What is claimed to be whole is: only what stands behind the first picture is missing.
                EXPECT_TRUE(decoded->damaged ||
                            std::ranges::equal(decoded->picture.pixels(), complete->picture.pixels()));
                continue;
            }
            const DecodeError expected = part == 0 ? DecodeError::empty : DecodeError::truncated;
            EXPECT_TRUE(decoded.error() == expected || decoded.error() == DecodeError::corrupt ||
                        decoded.error() == DecodeError::unknown_format)
                << to_text(decoded.error());
        }
    }
}

TEST(ExifOrientation, IsReadFromThePlainBlockAsWell) {
    const auto file = vector_file("jpeg-orientation-6.jpg");
    const auto block = find_jpeg_exif(file);
    ASSERT_GT(block.size(), 6U);
    EXPECT_EQ(exif_orientation(block), Orientation::right_top);
    EXPECT_EQ(exif_orientation(block.subspan(6)), Orientation::right_top);
    for (std::size_t size = 0; size < block.size() - 8; ++size) {
        EXPECT_EQ(exif_orientation(block.first(size)), Orientation::top_left) << size;
    }
}

TEST(DecodeInColour, GivesAPhotographItsColours) {
    for (const auto* name : {"landscape.jpg", "jpeg-orientation-6.jpg"}) {
        SCOPED_TRACE(name);
        const auto file = vector_file(name);
        const auto grey = decode(file);
        const auto colour = decode_in_colour(file);
        ASSERT_TRUE(grey && colour);
        EXPECT_EQ(grey->picture.format(), PixelFormat::grey8);
        EXPECT_EQ(colour->picture.format(), PixelFormat::rgb8);
        EXPECT_EQ(colour->orientation, grey->orientation);
        EXPECT_LT(mean_difference(grey->picture, colour->picture), 2.0);
        const auto pixels = colour->picture.pixels();
        std::size_t coloured = 0;
        for (std::size_t i = 0; i + 2 < pixels.size(); i += 3) coloured += std::abs(pixels[i] - pixels[i + 2]) > 20;
        EXPECT_GT(coloured, pixels.size() / 30);
    }
}

TEST(DecodeInColour, GivesEverythingElseAsItWas) {
    for (const auto* name : {"png-rgb-8.png", "png-grey-8.png", "landscape.webp", "jpeg-grey.jpg", "jpeg-cmyk.jpg"}) {
        SCOPED_TRACE(name);
        const auto one = decode(vector_file(name));
        const auto other = decode_in_colour(vector_file(name));
        ASSERT_TRUE(one && other);
        EXPECT_EQ(one->picture.format(), other->picture.format());
        EXPECT_TRUE(std::ranges::equal(one->picture.pixels(), other->picture.pixels()));
    }
    EXPECT_EQ(decode_in_colour(vector_file("jpeg-12-bit.jpg")).error(), decode(vector_file("jpeg-12-bit.jpg")).error());
}

/// Length, type, payload and CRC-32.
void append_chunk(std::vector<std::byte>& file, std::string_view type, std::span<const std::uint8_t> payload) {
    const auto put = [&](std::uint32_t value) {
        for (int shift = 24; shift >= 0; shift -= 8) file.push_back(static_cast<std::byte>(value >> shift));
    };
    put(static_cast<std::uint32_t>(payload.size()));
    const std::size_t from = file.size();
    for (const char letter : type) file.push_back(static_cast<std::byte>(letter));
    for (const std::uint8_t each : payload) file.push_back(std::byte{each});
    std::uint32_t crc = ~0U;
    for (std::size_t i = from; i < file.size(); ++i) {
        crc ^= std::to_integer<std::uint32_t>(file[i]);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
    }
    put(~crc);
}

/// A PNG with a chunk tRNS where it belongs, or in front of the palette.
std::vector<std::byte> with_transparency(std::string_view name, std::span<const std::uint8_t> payload,
                                         std::string_view before = "IDAT") {
    const auto file = vector_file(name);
    const auto at = std::ranges::search(file, std::as_bytes(std::span(before.data(), before.size()))).begin() -
                    file.begin() - 4;  // of its length
    std::vector<std::byte> out(file.begin(), file.begin() + at);
    append_chunk(out, "tRNS", payload);
    out.insert(out.end(), file.begin() + at, file.end());
    return out;
}

TEST(DecodeInColour, ShowsWhatIsTransparentAsSuchAndTheColoursBelowUnchanged) {
    const std::vector<std::uint8_t> sixteen{0, 17, 34, 51, 68, 85, 102, 119, 136, 153, 170, 187, 204, 221, 238, 255};
    const std::vector<std::uint8_t> black{0, 0, 0, 0, 0, 0};
    for (const auto& file : {with_transparency("png-palette-4.png", sixteen), with_transparency("png-rgb-8.png", black),
                             with_transparency("png-grey-4.png", std::span(black).first(2)),
                             vector_file("png-grey-alpha-8.png"), vector_file("png-rgba-16.png")}) {
        const auto plain = decode(file);
        const auto clear = decode_in_colour(file);
        ASSERT_TRUE(plain && clear);
        ASSERT_EQ(clear->picture.format(), PixelFormat::rgba8);
        const auto below = plain->picture.pixels();
        const auto pixels = clear->picture.pixels();
        const std::size_t step = bytes_per_pixel(plain->picture.format());
        for (std::size_t i = 0; i * 4 < pixels.size(); ++i) ASSERT_EQ(pixels[i * 4], below[i * step]) << i;
    }
    const auto palette = decode_in_colour(with_transparency("png-palette-4.png", sixteen));
    std::set<std::uint8_t> seen;
    for (std::size_t i = 3; i < palette->picture.pixels().size(); i += 4) seen.insert(palette->picture.pixels()[i]);
    EXPECT_GT(seen.size(), 8U);
}

TEST(DecodeInColour, TakesEveryFileThatIsTakenForItsFingerprint) {
    const std::vector<std::uint8_t> long_one(300, 7);
    auto damaged = with_transparency("png-palette-4.png", std::span(long_one).first(4));
    std::ranges::search(damaged, std::as_bytes(std::span("tRNS", 4))).begin()[5] ^= std::byte{1};
    for (const auto& file :
         {damaged, with_transparency("png-palette-4.png", long_one), with_transparency("png-rgb-8.png", {}),
          with_transparency("png-palette-4.png", std::span(long_one).first(4), "PLTE"),
          with_transparency("png-rgba-8.png", std::span(long_one).first(6)),
          vector_file("png-transparent-palette.png")}) {
        EXPECT_TRUE(decode(file));
        const auto colour = decode_in_colour(file);
        EXPECT_TRUE(colour) << to_text(colour.error());
    }
}

}  // namespace
}  // namespace holdfast::media
