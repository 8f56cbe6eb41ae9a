// SPDX-License-Identifier: Apache-2.0
// The inverse transform of 8 x 8 blocks: the same integer arithmetic as libjpeg's JDCT_ISLOW (Loeffler, Ligtenberg and
// Moschytz 1989, 13-bit constants, two bits kept between the passes), so that the pixels are the same.
#pragma once

#include <cstddef>
#include <cstdint>

namespace holdfast::media {

/// Coefficients times their quantisers, in rows of ascending horizontal frequency. values[64] is no coefficient: a
/// decoder may write there what lies outside the block.
struct alignas(32) CoefficientBlock {
    std::int16_t values[65]{};
};

/// Where a block's 8 x 8 samples go.
struct BlockTarget {
    std::uint8_t* samples = nullptr;
    std::size_t stride = 0;
};

/// Which coefficients may differ from zero: fewer are cheaper.
enum class BlockShape : std::uint8_t {
    flat,     ///< the first alone
    smooth,   ///< those in the first four rows and columns
    detailed  ///< any
};

/// Transforms two blocks of which neither exceeds `shape`.
using InverseDctPair = void (*)(const CoefficientBlock blocks[2], const BlockTarget targets[2], BlockShape shape);

/// The fastest that this processor runs; all give the same samples.
[[nodiscard]] InverseDctPair best_inverse_dct() noexcept;
/// The one that every processor of this architecture runs.
[[nodiscard]] InverseDctPair plain_inverse_dct() noexcept;

}  // namespace holdfast::media
