// SPDX-License-Identifier: Apache-2.0
// The direct way to the Y plane gives libjpeg's own samples, or gives up.
#include "baseline_luma.hpp"

#include <gtest/gtest.h>

#include <random>

#include "inverse_dct.hpp"
#include "jpeg_session.hpp"
#include "media_manifest.hpp"

namespace holdfast::media {
namespace {

enum class Way : std::uint8_t { direct, libjpeg };

/// The samples of a one-sample-a-pixel JPEG; nothing when this way gives up or the file is of another kind. Libjpeg
/// goes on where it finds damage, such as a missing end.
std::optional<std::vector<std::uint8_t>> luma_of(std::span<const std::byte> file, Way way) {
    const Limits limits;
    JpegSession jpeg(file, limits, Channels::for_fingerprint);
    if (!jpeg.read_header() || jpeg.samples() != 1) return std::nullopt;
    if (std::uint64_t{jpeg.width()} * jpeg.height() > limits.pixels) return std::nullopt;
    std::vector<std::uint8_t> plane(std::size_t{jpeg.width()} * jpeg.height());
    const bool done =
        way == Way::direct ? jpeg.read_luma_directly(plane) : jpeg.start() && jpeg.read_rows(plane.data());
    if (!done) return std::nullopt;
    return plane;
}

std::vector<std::byte> vector_file(const std::string& name) {
    return read_file(vectors() / "media" / name);
}

TEST(BaselineLuma, EqualsLibjpegOnEveryReferenceJpeg) {
    int compared = 0;
    for (const auto& path : reference_pictures()) {
        const auto file = read_file(path);
        const auto direct = luma_of(file, Way::direct);
        if (!direct) continue;
        EXPECT_EQ(direct, luma_of(file, Way::libjpeg)) << path;
        ++compared;
    }
    EXPECT_GT(compared, 20);
}

TEST(BaselineLuma, TakesTheUsualKindsAndEqualsLibjpegOnThem) {
    for (const std::string name :
         {"landscape.jpg", "jpeg-grey.jpg", "jpeg-restart.jpg", "jpeg-sampling-1x1.jpg", "jpeg-sampling-2x1.jpg",
          "jpeg-sampling-1x2.jpg", "jpeg-sampling-4x1.jpg", "jpeg-odd-size.jpg", "jpeg-trailing.jpg"}) {
        SCOPED_TRACE(name);
        const auto file = vector_file(name);
        const auto direct = luma_of(file, Way::direct);
        ASSERT_TRUE(direct);
        EXPECT_EQ(direct, luma_of(file, Way::libjpeg));
    }
}

TEST(BaselineLuma, LeavesOtherAndDamagedKindsToLibjpeg) {
    for (const std::string name :
         {"jpeg-progressive.jpg", "jpeg-arithmetic.jpg", "jpeg-cut-at-half.jpg", "jpeg-cut-near-end.jpg",
          "jpeg-bad-scan.jpg", "jpeg-no-tables.jpg", "jpeg-full-code.jpg"}) {
        SCOPED_TRACE(name);
        EXPECT_FALSE(luma_of(vector_file(name), Way::direct));
    }
}

// What the direct way takes libjpeg has to take as well, and both must agree, except that libjpeg's vector code lets
// sums that no real picture has wrap around from white to black, and its plain code elsewhere.
TEST(BaselineLuma, AgreesWithLibjpegOrGivesUpOnChangedFiles) {
    std::mt19937 random(7);  // NOLINT: the same changes each time
    int agreed = 0;
    int overflowed = 0;
    for (const std::string name : {"landscape.jpg", "jpeg-restart.jpg", "jpeg-sampling-1x1.jpg", "jpeg-grey.jpg"}) {
        const auto good = vector_file(name);
        for (int round = 0; round < 1500; ++round) {
            auto changed = good;
            changed[300 + random() % (changed.size() - 300)] ^=
                std::byte{static_cast<unsigned char>(1U << (random() % 8))};
            const auto direct = luma_of(changed, Way::direct);
            if (!direct) continue;
            const auto slow = luma_of(changed, Way::libjpeg);
            ASSERT_TRUE(slow) << name << " round " << round;
            if (direct == slow) {
                ++agreed;
                continue;
            }
            ++overflowed;
            std::size_t different = 0;
            for (std::size_t i = 0; i < direct->size(); ++i) different += (*direct)[i] != (*slow)[i] ? 1U : 0U;
            EXPECT_LE(different, 128U) << name << " round " << round;
        }
    }
    EXPECT_GT(agreed, 500);
    EXPECT_LT(overflowed * 20, agreed);
}

TEST(InverseDct, IsTheSameWithEveryInstructionSet) {
    std::mt19937 random(11);  // NOLINT
    std::array<std::uint8_t, 128> fast{};
    std::array<std::uint8_t, 128> plain{};
    const BlockTarget fast_targets[2] = {{fast.data(), 16}, {fast.data() + 8, 16}};
    const BlockTarget plain_targets[2] = {{plain.data(), 16}, {plain.data() + 8, 16}};
    for (int round = 0; round < 20'000; ++round) {
        CoefficientBlock blocks[2];
        const auto shape = static_cast<BlockShape>(random() % 3);
        const unsigned side = shape == BlockShape::flat ? 1 : shape == BlockShape::smooth ? 4 : 8;
        const int size = 1 << (1 + random() % 15);
        for (CoefficientBlock& block : blocks) {
            for (unsigned y = 0; y < side; ++y) {
                for (unsigned x = 0; x < side; ++x)
                    block.values[(8 * y) + x] = static_cast<std::int16_t>(
                        static_cast<int>(random() % (2UL * static_cast<unsigned>(size))) - size);
            }
        }
        best_inverse_dct()(blocks, fast_targets, shape);
        plain_inverse_dct()(blocks, plain_targets, shape);
        ASSERT_EQ(fast, plain) << round;
        if (size > 4096) continue;  // a shorter way equals the long one as long as nothing overflows
        plain_inverse_dct()(blocks, plain_targets, BlockShape::detailed);
        ASSERT_EQ(fast, plain) << round;
    }
}

}  // namespace
}  // namespace holdfast::media
