// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/redaction.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>

namespace holdfast::evidence {
namespace {

class Draw {
  public:
    explicit Draw(std::uint64_t seed) : state_(seed) {}
    std::uint32_t below(std::uint32_t limit) {
        state_ = state_ * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        return static_cast<std::uint32_t>((state_ >> 33U) % limit);
    }

  private:
    std::uint64_t state_;
};

Box box_in(Draw& draw, std::uint32_t width, std::uint32_t height) {
    const std::uint32_t x = draw.below(width);
    const std::uint32_t y = draw.below(height);
    return {x, y, 1 + draw.below(width - x), 1 + draw.below(height - y)};
}

bool covers(const Box& box, std::uint32_t x, std::uint32_t y) {
    return x >= box.x && x - box.x < box.width && y >= box.y && y - box.y < box.height;
}

// Two parents that agree on nothing but what stays visible give the same copy: so no byte of what is covered or cut
// off, and nothing that depends on one, is in it.
TEST(Redaction, NoByteOfTheCoveredAreaSurvives) {
    Draw draw(1);
    for (int round = 0; round < 400; ++round) {
        const std::uint32_t width = 1 + draw.below(40);
        const std::uint32_t height = 1 + draw.below(40);
        const std::uint32_t channels = 3 + draw.below(2);
        std::vector<Box> boxes(1 + draw.below(4));
        for (Box& box : boxes) box = box_in(draw, width, height);
        std::optional<Box> crop;
        if (draw.below(2) == 0) crop = box_in(draw, width, height);
        std::vector<std::byte> one(std::size_t{width} * height * channels);
        for (std::byte& each : one) each = static_cast<std::byte>(draw.below(256));
        std::vector<std::byte> other = one;
        for (std::uint32_t y = 0; y < height; ++y) {
            for (std::uint32_t x = 0; x < width; ++x) {
                const bool hidden = (crop && !covers(*crop, x, y)) ||
                                    std::ranges::any_of(boxes, [&](const Box& box) { return covers(box, x, y); });
                for (std::uint32_t c = 0; hidden && c < channels; ++c)
                    other[(std::size_t{y} * width + x) * channels + c] ^= static_cast<std::byte>(1 + draw.below(255));
            }
        }
        const auto from_one = redact(width, height, channels, one, boxes, crop);
        const auto from_other = redact(width, height, channels, other, boxes, crop);
        ASSERT_TRUE(from_one && from_other);
        EXPECT_EQ(from_one->pixels, from_other->pixels);
        const Box kept = crop.value_or(Box{0, 0, width, height});
        ASSERT_EQ(from_one->width, kept.width);
        ASSERT_EQ(from_one->height, kept.height);
        for (std::uint32_t y = 0; y < kept.height; ++y) {
            for (std::uint32_t x = 0; x < kept.width; ++x) {
                const bool hidden =
                    std::ranges::any_of(boxes, [&](const Box& box) { return covers(box, kept.x + x, kept.y + y); });
                const std::size_t at = (std::size_t{y} * kept.width + x) * channels;
                const std::size_t source = (std::size_t{kept.y + y} * width + kept.x + x) * channels;
                const bool clear = channels == 4 && one[source + 3] == std::byte{0};
                for (std::uint32_t c = 0; c < channels; ++c) {
                    const std::byte expected = hidden  ? std::byte{static_cast<unsigned char>(c == 3 ? 255 : 0)}
                                               : clear ? std::byte{0}
                                                       : one[source + c];
                    ASSERT_EQ(from_one->pixels[at + c], expected);
                }
            }
        }
    }
}

TEST(Redaction, HiddenColoursOfClearPixelsGoToo) {
    const std::vector<std::byte> pixels{std::byte{7}, std::byte{8}, std::byte{9}, std::byte{0},
                                        std::byte{1}, std::byte{2}, std::byte{3}, std::byte{4}};
    const auto copy = redact(2, 1, 4, pixels, {}, Box{0, 0, 1, 1});
    ASSERT_TRUE(copy);
    EXPECT_EQ(copy->pixels, std::vector<std::byte>(4));
}

TEST(Redaction, RefusesWhatDoesNotFit) {
    const std::vector<std::byte> pixels(std::size_t{4} * 4 * 3);
    const Box whole{0, 0, 4, 4};
    const auto error = [&](std::span<const Box> boxes, std::optional<Box> crop) {
        return redact(4, 4, 3, pixels, boxes, crop).error();
    };
    EXPECT_EQ(error({}, {}), RedactionError::nothing_to_do);
    EXPECT_EQ(error({}, whole), RedactionError::nothing_to_do);
    for (const Box box : {Box{0, 0, 0, 1}, Box{0, 0, 1, 0}, Box{4, 0, 1, 1}, Box{0, 4, 1, 1}, Box{3, 0, 2, 1},
                          Box{0, 3, 1, 2}, Box{1, 1, 0xFFFFFFFF, 1}, Box{0xFFFFFFFF, 0, 1, 1}}) {
        EXPECT_EQ(error(std::span(&box, 1), {}), RedactionError::outside);
        EXPECT_EQ(error({}, box), RedactionError::outside);
    }
    EXPECT_EQ(error(std::vector<Box>(most_boxes + 1, whole), {}), RedactionError::too_many_boxes);
    EXPECT_EQ(redact(4, 4, 4, pixels, std::span(&whole, 1), {}).error(), RedactionError::wrong_raster);
    EXPECT_EQ(redact(4, 4, 2, pixels, std::span(&whole, 1), {}).error(), RedactionError::wrong_raster);
    EXPECT_EQ(redact(0, 4, 3, {}, std::span(&whole, 1), {}).error(), RedactionError::wrong_raster);
    EXPECT_EQ(redact(65'536, 1, 3, pixels, std::span(&whole, 1), {}).error(), RedactionError::wrong_raster);
    EXPECT_TRUE(redact(4, 4, 3, pixels, std::span(&whole, 1), {}));
}

}  // namespace
}  // namespace holdfast::evidence
