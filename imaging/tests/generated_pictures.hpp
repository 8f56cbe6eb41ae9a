// SPDX-License-Identifier: Apache-2.0
// Pictures for comparing two ways to one result: all sizes that matter and all kinds of content, from a seed alone.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "holdfast/imaging/picture.hpp"

namespace holdfast::generated {

/// splitmix64 (Steele, Lea, Flood 2014): the same numbers on every machine.
class Draw {
  public:
    explicit Draw(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    }
    /// low <= result <= high
    int between(int low, int high) {
        return low + static_cast<int>(next() % static_cast<std::uint64_t>(high - low + 1));
    }

  private:
    std::uint64_t state_;
};

enum class Content : std::uint8_t { flat, gradient, noise, text, waves, blocks, photo, dark_photo };
inline constexpr int content_kinds = 8;

/// Fills every byte of the picture.
inline void paint(Picture& picture, Content content, Draw& draw) {
    const auto width = static_cast<int>(picture.width());
    const auto height = static_cast<int>(picture.height());
    const int channels = static_cast<int>(bytes_per_pixel(picture.format()));
    const auto clamp = [](int v) { return static_cast<std::uint8_t>(std::clamp(v, 0, 255)); };
    std::array<int, 4> base{};
    for (int& b : base) b = draw.between(0, 255);
    const auto each = [&](auto value) {
        for (int y = 0; y < height; ++y) {
            std::uint8_t* const row = picture.row(static_cast<std::size_t>(y)).data();
            for (int x = 0; x < width; ++x)
                for (int c = 0; c < channels; ++c) row[(x * channels) + c] = clamp(value(x, y, c));
        }
    };
    switch (content) {
        case Content::flat:
            each([&](int, int, int c) { return base[static_cast<std::size_t>(c)]; });
            break;
        case Content::gradient: {
            const int dx = draw.between(-255, 255);
            const int dy = draw.between(-255, 255);
            each([&](int x, int y, int c) {
                return base[static_cast<std::size_t>(c)] + (dx * x / width) + (dy * y / height);
            });
            break;
        }
        case Content::noise: {
            const int strength = draw.between(1, 255);
            each(
                [&](int, int, int c) { return base[static_cast<std::size_t>(c)] + draw.between(-strength, strength); });
            break;
        }
        case Content::text: {  // dark strokes on white, in lines
            const int pitch = draw.between(6, 30);
            each([&](int x, int y, int) {
                const bool in_line = y % pitch < pitch / 2;
                const bool stroke = (((x * 7) + (y / pitch * 131)) % 17) < 6 && ((x / 3) + y) % 5 != 0;
                return in_line && stroke ? 20 : 250;
            });
            break;
        }
        case Content::waves: {
            const double fx = draw.between(1, 4000) / 5000.0;
            const double fy = draw.between(1, 4000) / 5000.0;
            each(
                [&](int x, int y, int c) { return static_cast<int>(128 + (127 * std::sin((fx * x) + (fy * y) + c))); });
            break;
        }
        case Content::blocks:
            each([&, size = draw.between(2, 90)](int x, int y, int c) {
                return base[static_cast<std::size_t>(((x / size) + (3 * (y / size)) + c) % 4)];
            });
            break;
        case Content::photo:
        case Content::dark_photo: {  // smooth shapes of several sizes and a little grain, as cameras see
            struct Wave {
                double fx, fy, phase, strength;
            };
            std::array<Wave, 12> waves{};
            for (std::size_t w = 0; w < waves.size(); ++w) {
                const double scale = 0.7 * std::pow(1.5, static_cast<double>(w));
                waves[w] = {.fx = scale * draw.between(-100, 100) / 100.0 * 6.28 / width,
                            .fy = scale * draw.between(-100, 100) / 100.0 * 6.28 / height,
                            .phase = draw.between(0, 628) / 100.0,
                            .strength = 60 / std::pow(1.35, static_cast<double>(w))};
            }
            const int level = content == Content::photo ? draw.between(90, 160) : draw.between(10, 50);
            const int grain = draw.between(0, 8);
            // Separable tables: sin(a + b) = sin a cos b + cos a sin b.
            std::vector<double> plane(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
            std::vector<double> sine(static_cast<std::size_t>(width));
            std::vector<double> cosine(static_cast<std::size_t>(width));
            for (const Wave& w : waves) {
                for (std::size_t x = 0; x < sine.size(); ++x) {
                    sine[x] = w.strength * std::sin(w.fx * static_cast<double>(x));
                    cosine[x] = w.strength * std::cos(w.fx * static_cast<double>(x));
                }
                for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y) {
                    const double s = std::sin((w.fy * static_cast<double>(y)) + w.phase);
                    const double c = std::cos((w.fy * static_cast<double>(y)) + w.phase);
                    double* const row = &plane[y * sine.size()];
                    for (std::size_t x = 0; x < sine.size(); ++x) row[x] += (sine[x] * c) + (cosine[x] * s);
                }
            }
            each([&](int x, int y, int c) {
                const double v = plane[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width)) +
                                       static_cast<std::size_t>(x)];
                return level + static_cast<int>(v) + (grain == 0 ? 0 : draw.between(-grain, grain)) + (c * 3);
            });
            break;
        }
    }
}

/// Picture number `seed`: small ones mostly, every window size, the squash path, all formats, all contents.
inline Picture picture(std::uint64_t seed) {
    Draw draw(seed * 0x2545f4914f6cdd1dU + 1);
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    const auto side = [&](int low, int high) { return static_cast<std::uint32_t>(draw.between(low, high)); };
    switch (draw.between(0, 9)) {
        case 0:
            width = side(5, 16), height = side(5, 16);
            break;
        case 1:
        case 2:
            width = side(5, 128), height = side(5, 128);
            break;
        case 3:
        case 4:
        case 5:
            width = side(60, 260), height = side(60, 260);
            break;
        case 6:
            width = side(200, 512), height = side(200, 512);
            break;
        case 7:
            width = 64U << side(0, 3), height = 64U << side(0, 3);
            break;
        case 8:
            width = side(5, 700), height = side(5, 300);
            break;
        default:
            width = side(380, 640), height = side(380, 640);
            break;
    }
    const auto format = static_cast<PixelFormat>(std::max(0, draw.between(-2, 2)));
    auto made = Picture::create(width, height, format);
    const auto content = static_cast<Content>(draw.between(0, content_kinds - 1));
    paint(*made, content, draw);
    return std::move(*made);
}

}  // namespace holdfast::generated
