// SPDX-License-Identifier: Apache-2.0
// The reference's rules (pdq-r1) in the reference's own order of float operations: what all other ways to pdq-r1 are
// held against. Source: facebook/ThreatExchange, pdq/cpp, commit baefb4ed; the arithmetic is written out in
// docs/formats/pdq.md.
#pragma once

#include <array>
#include <cstdint>

#include "dihedral.hpp"
#include "holdfast/imaging/picture.hpp"
#include "tap_table.hpp"

namespace holdfast::imaging {

/// What follows from the pixels alone, before any bit is decided.
struct ReferenceForm {
    Coefficients<float> coefficients{};
    int quality = 0;  ///< 0..100
};

/// The picture as the reference sees it: as it is, or squashed to 512 x 512 by taking the nearest pixel.
struct Squash {
    static constexpr std::uint32_t side = 512;

    std::uint32_t width;
    std::uint32_t height;
    bool needed;

    explicit Squash(const PictureView& picture) noexcept
        : width(picture.width), height(picture.height), needed(picture.width > side || picture.height > side) {}

    [[nodiscard]] std::uint32_t columns() const noexcept { return needed ? side : width; }
    [[nodiscard]] std::uint32_t rows() const noexcept { return needed ? side : height; }
    [[nodiscard]] std::uint32_t source_column(std::uint32_t x) const noexcept {
        return needed ? static_cast<std::uint32_t>(std::uint64_t{x} * width / side) : x;
    }
    [[nodiscard]] std::uint32_t source_row(std::uint32_t y) const noexcept {
        return needed ? static_cast<std::uint32_t>(std::uint64_t{y} * height / side) : y;
    }
};

using ReferenceBuffer = std::array<float, grid * grid>;

/// `picture` is valid and has sides of at least 5.
[[nodiscard]] ReferenceBuffer reference_buffer_in_order(const PictureView& picture);
[[nodiscard]] ReferenceForm reference_form_in_order(const PictureView& picture);

/// The reference's quality of a 64 x 64 buffer, in its own float operations.
[[nodiscard]] int reference_quality(const ReferenceBuffer& buffer) noexcept;

}  // namespace holdfast::imaging
