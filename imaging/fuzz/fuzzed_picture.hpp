// SPDX-License-Identifier: Apache-2.0
// A picture from a fuzzer's bytes: four bytes of sides, one of format, one of orientation, then pixels, repeated as
// needed with a drift so that a short input still gives a picture with detail.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "holdfast/imaging/picture.hpp"

namespace holdfast::fuzz {

struct Input {
    Picture picture;
    Orientation orientation;
};

inline Input read(std::span<const std::uint8_t> bytes) {
    const auto at = [&](std::size_t i) { return i < bytes.size() ? bytes[i] : std::uint8_t{0}; };
    // Small sides mostly, for speed; a few format bytes ask for windows of 2, 3 and 4 samples.
    const unsigned more = at(4) >= 252 ? 400 : at(4) >= 248 ? 260 : at(4) >= 240 ? 120 : 0;
    const auto side = [&](std::size_t i) { return 1U + more + (((unsigned{at(i)} << 8U) | at(i + 1)) % 96U); };
    // Such a byte leaves little choice of the format, so that comes from the next one.
    const auto format = static_cast<PixelFormat>((more == 0 ? at(4) : at(5) >> 3U) % 3);
    Picture picture = *Picture::create(side(0), side(2), format);
    const std::span<const std::uint8_t> body = bytes.size() > 6 ? bytes.subspan(6) : std::span<const std::uint8_t>{};
    std::uint8_t drift = 0;
    std::size_t next = 0;
    for (std::uint8_t& pixel : picture.pixels()) {
        pixel = static_cast<std::uint8_t>((body.empty() ? 0 : body[next]) + drift);
        if (++next >= body.size()) next = 0, drift = static_cast<std::uint8_t>(drift + at(5));
    }
    return {std::move(picture), static_cast<Orientation>(1 + (at(5) % 8))};
}

}  // namespace holdfast::fuzz
