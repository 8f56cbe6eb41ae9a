// SPDX-License-Identifier: Apache-2.0
// From 16 x 16 coefficients to bits, for a picture as it is and for its seven turned and mirrored forms.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "holdfast/core/fingerprint.hpp"
#include "holdfast/imaging/fingerprint_set.hpp"

namespace holdfast::imaging {

/// Row i is vertical frequency i + 1, column j horizontal frequency j + 1.
template <typename T>
using Coefficients = std::array<T, 256>;

/// The 128th smallest of the 256: the lower median.
template <typename T>
[[nodiscard]] T lower_median(Coefficients<T> coefficients) noexcept {
    std::nth_element(coefficients.begin(), coefficients.begin() + 127, coefficients.end());
    return coefficients[127];
}

/// Bit 16 * i + j is set where coefficient (i, j) is above the lower median.
template <typename T>
[[nodiscard]] Code256 code_of(const Coefficients<T>& coefficients) noexcept {
    const T median = lower_median(coefficients);
    Code256 code;
    for (std::size_t word = 0; word < 4; ++word) {
        std::uint64_t bits = 0;
        for (std::size_t k = 0; k < 64; ++k) bits |= std::uint64_t{coefficients[(64 * word) + k] > median} << k;
        code.words[word] = bits;
    }
    return code;
}

/// Mirroring a picture changes the sign of its odd frequencies in that direction: these are the four ways.
enum class Mirroring : std::uint8_t { none, vertical, horizontal, both };
inline constexpr std::array<Mirroring, 4> all_mirrorings = {Mirroring::none, Mirroring::vertical, Mirroring::horizontal,
                                                            Mirroring::both};

template <typename T>
[[nodiscard]] Coefficients<T> mirrored(const Coefficients<T>& coefficients, Mirroring how) noexcept {
    const bool vertical = how == Mirroring::vertical || how == Mirroring::both;
    const bool horizontal = how == Mirroring::horizontal || how == Mirroring::both;
    Coefficients<T> result;
    for (std::size_t i = 0; i < 16; ++i)
        for (std::size_t j = 0; j < 16; ++j) {
            const bool negate = (vertical && i % 2 == 0) != (horizontal && j % 2 == 0);
            const T value = coefficients[(16 * i) + j];
            result[(16 * i) + j] = negate ? -value : value;
        }
    return result;
}

/// The code of the transposed coefficients. Their median is the same, so only places change.
[[nodiscard]] Code256 transposed(const Code256& code) noexcept;

/// Puts the codes of the four mirrorings and their transposes in the order that DihedralCodes promises.
[[nodiscard]] DihedralCodes dihedral_codes(const std::array<Code256, 4>& by_mirroring) noexcept;

}  // namespace holdfast::imaging
