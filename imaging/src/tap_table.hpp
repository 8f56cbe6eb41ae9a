// SPDX-License-Identifier: Apache-2.0
// PDQ's way from n samples to 64: two clipped box filters (together a tent), then 64 samples of the result. Both are
// linear, so each of the 64 outputs is a weighted sum of a short run of inputs; this table holds the runs and integer
// weights.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace holdfast::imaging {

/// Outputs a side.
inline constexpr std::size_t grid = 64;
/// Kernels may read this many weights and samples past the end of a run; the table's weights are 0 there.
inline constexpr std::size_t tap_padding = 32;
/// Weights of one output of the canonical form add up to exactly this.
inline constexpr std::int32_t canonical_unit = 16384;

/// One output: the weighted sum of inputs start .. start + count - 1.
struct Taps {
    std::uint32_t start = 0;
    std::uint32_t count = 0;
    std::uint32_t offset = 0;      ///< of the first weight in TapTable::weights; runs with the same weights share them
    std::int32_t denominator = 1;  ///< sum of the weights
};

struct TapTable {
    std::array<Taps, grid> outputs;
    std::vector<std::int16_t> weights;

    [[nodiscard]] const std::int16_t* weights_of(const Taps& taps) const noexcept {
        return weights.data() + taps.offset;
    }
};

/// The box filter of one pass over a line of n samples.
struct BoxFilter {
    std::uint32_t length;  ///< n
    std::uint32_t window;  ///< ceil(n / 128)
    std::uint32_t before;  ///< output i averages inputs i - before .. i + after, as far as they exist
    std::uint32_t after;

    explicit constexpr BoxFilter(std::uint32_t n) noexcept
        : length(n), window((n + 127) / 128), before(window - ((window + 2) / 2)), after(((window + 2) / 2) - 1) {}

    [[nodiscard]] constexpr std::uint32_t first(std::uint32_t i) const noexcept { return i > before ? i - before : 0; }
    [[nodiscard]] constexpr std::uint32_t last(std::uint32_t i) const noexcept {
        return i + after < length ? i + after : length - 1;
    }
    [[nodiscard]] constexpr std::uint32_t count(std::uint32_t i) const noexcept { return last(i) - first(i) + 1; }
    /// Which of the n filtered samples is output k.
    [[nodiscard]] constexpr std::uint32_t sampled(std::uint32_t k) const noexcept {
        return static_cast<std::uint32_t>(((2 * std::uint64_t{k} + 1) * length) / 128);
    }
};

/// Weights in units of 1 / canonical_unit, rounded so that each output's sum is exact (docs/formats/fingerprint.md,
/// "Weights"). n in 1 .. max_picture_side. `mirrored` gives the table for the same line read backwards.
[[nodiscard]] TapTable canonical_taps(std::uint32_t n, bool mirrored);

/// Exact integer weights for a line of at most 512 samples in lowest terms, with their denominators (at most 48).
[[nodiscard]] TapTable reference_taps(std::uint32_t n);

/// Whether output k of a line has exactly the same weights in both tables. The reference's denominator is then a power
/// of two, at most 16.
[[nodiscard]] bool same_shares(const TapTable& canonical, const TapTable& reference, std::size_t k) noexcept;

}  // namespace holdfast::imaging
