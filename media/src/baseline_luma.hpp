// SPDX-License-Identifier: Apache-2.0
// The Y plane of a baseline JPEG without making the rest: about twice as fast as libjpeg-turbo, which decodes with a
// shorter look into the codes and one coefficient a step. Fingerprints need nothing but this plane.
//
// It keeps to undamaged files of the common kind. At the first doubt it gives up, and libjpeg decodes the file from the
// start: what damage looks like is thus libjpeg's word alone, and where this succeeds the samples equal libjpeg's. But
// for one thing: coefficients that stand for samples several times out of range. Their sums overflow 16 bits inside
// libjpeg's vector code, not in its plain code, and saturate here, with every instruction set alike.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "huffman_lookup.hpp"

namespace holdfast::media {

/// One component of the scan, in the scan's order.
struct ScanComponent {
    unsigned across = 1;  ///< blocks in an MCU, 1..4
    unsigned down = 1;
    HuffmanSpec dc, ac;
    bool is_luma = false;

    /// The same tables for the same purpose.
    [[nodiscard]] bool can_be_read_as(const ScanComponent& other) const noexcept {
        return dc.counts.data() == other.dc.counts.data() && ac.counts.data() == other.ac.counts.data() &&
               is_luma == other.is_luma;
    }
};

/// What the headers say. One interleaved scan of 8-bit samples, Huffman coded, sequential, that holds all components;
/// the luma component is sampled at full scale, so its blocks alone fill the MCU's area.
struct BaselineScan {
    std::uint32_t width = 0, height = 0;              ///< of the picture, samples
    std::uint32_t restart_interval = 0;               ///< MCUs; 0 for none
    std::array<std::uint16_t, 64> luma_quantisers{};  ///< in rows of ascending horizontal frequency
    std::span<const ScanComponent> components{};      ///< 1..4, of which one is luma
    std::span<const std::uint8_t> data{};             ///< from the first bit of the scan to the end of the file
};

/// Fills `plane` (width * height samples) and returns true, or gives up: `plane` then holds anything.
[[nodiscard]] bool decode_baseline_luma(const BaselineScan& scan, std::span<std::uint8_t> plane);

}  // namespace holdfast::media
