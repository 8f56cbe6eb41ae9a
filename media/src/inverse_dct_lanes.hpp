// SPDX-License-Identifier: Apache-2.0
// The transform over vectors of 16-bit numbers, one block to each 128 bits. Included once by each file that is compiled
// for another set of instructions; everything is in a nameless namespace, so that those do not mix.
//
// Lanes has: Vector; add32, sub32, multiply_add (pairs of 16-bit products summed to 32 bits), shift_right<n>
// (arithmetic, 32 bits), pack (32 to 16 bits, saturating), low16/high16, low32/high32, low64/high64 (interleaving),
// pair (two 16-bit constants throughout), constant32, zero.
#pragma once

#include <cstdint>

namespace holdfast::media {
namespace {

/// 32-bit results for the first and the last four columns.
template <typename Lanes>
struct Wide {
    typename Lanes::Vector low, high;

    friend Wide operator+(const Wide& a, const Wide& b) noexcept {
        return {Lanes::add32(a.low, b.low), Lanes::add32(a.high, b.high)};
    }
    friend Wide operator-(const Wide& a, const Wide& b) noexcept {
        return {Lanes::sub32(a.low, b.low), Lanes::sub32(a.high, b.high)};
    }
};

/// Two rows of coefficients, interleaved for multiply_add.
template <typename Lanes>
struct RowPair {
    typename Lanes::Vector low, high;

    RowPair(typename Lanes::Vector a, typename Lanes::Vector b) noexcept
        : low(Lanes::low16(a, b)), high(Lanes::high16(a, b)) {}
    /// a * first + b * second
    [[nodiscard]] Wide<Lanes> times(int first, int second) const noexcept {
        const auto factors = Lanes::pair(static_cast<std::int16_t>(first), static_cast<std::int16_t>(second));
        return {Lanes::multiply_add(low, factors), Lanes::multiply_add(high, factors)};
    }
};

template <int Shift, typename Lanes>
typename Lanes::Vector descale(const Wide<Lanes>& value) noexcept {
    const auto half = Lanes::constant32(1 << (Shift - 1));
    return Lanes::pack(Lanes::template shift_right<Shift>(Lanes::add32(value.low, half)),
                       Lanes::template shift_right<Shift>(Lanes::add32(value.high, half)));
}

/// One pass down the columns of rows[0..7]. With `Smooth`, rows[4..7] are zero and are not looked at.
/// The odd rows' rotations of the flow graph are multiplied out: 0.298631336 is 2446 / 8192, 0.390180644 3196,
/// 0.541196100 4433, 0.765366865 6270, 0.899976223 7373, 1.175875602 9633, 1.501321110 12299, 1.847759065
/// 15137, 1.961570560 16069, 2.053119869 16819, 2.562915447 20995, 3.072711026 25172.
template <int Shift, bool Smooth, typename Lanes>
void transform(typename Lanes::Vector rows[8]) noexcept {
    const auto zero = Lanes::zero();
    const RowPair<Lanes> r04(rows[0], Smooth ? zero : rows[4]);
    const RowPair<Lanes> r26(rows[2], Smooth ? zero : rows[6]);
    const RowPair<Lanes> r13(rows[1], rows[3]);
    const Wide<Lanes> sum = r04.times(8192, 8192);
    const Wide<Lanes> difference = Smooth ? sum : r04.times(8192, -8192);
    const Wide<Lanes> inner = r26.times(4433, 4433 - 15137);
    const Wide<Lanes> outer = r26.times(4433 + 6270, 4433);
    const Wide<Lanes> even[4] = {sum + outer, difference + inner, difference - inner, sum - outer};

    Wide<Lanes> odd[4] = {r13.times(12299 - 7373 - 3196 + 9633, 9633), r13.times(9633, 25172 - 20995 - 16069 + 9633),
                          r13.times(9633 - 3196, 9633 - 20995), r13.times(9633 - 7373, 9633 - 16069)};
    if constexpr (!Smooth) {
        const RowPair<Lanes> r57(rows[5], rows[7]);
        odd[0] = odd[0] + r57.times(9633 - 3196, 9633 - 7373);
        odd[1] = odd[1] + r57.times(9633 - 20995, 9633 - 16069);
        odd[2] = odd[2] + r57.times(16819 - 20995 - 3196 + 9633, 9633);
        odd[3] = odd[3] + r57.times(9633, 2446 - 7373 - 16069 + 9633);
    }
    for (int i = 0; i < 4; ++i) {
        rows[i] = descale<Shift>(even[i] + odd[i]);
        rows[7 - i] = descale<Shift>(even[i] - odd[i]);
    }
}

template <typename Lanes>
void transpose(typename Lanes::Vector rows[8]) noexcept {
    using Vector = typename Lanes::Vector;
    Vector a[8];
    for (std::size_t i = 0; i < 4; ++i) {
        a[2 * i] = Lanes::low16(rows[2 * i], rows[(2 * i) + 1]);
        a[(2 * i) + 1] = Lanes::high16(rows[2 * i], rows[(2 * i) + 1]);
    }
    Vector b[8];
    for (std::size_t half = 0; half < 2; ++half) {
        for (std::size_t side = 0; side < 2; ++side) {
            b[(4 * half) + (2 * side)] = Lanes::low32(a[(4 * half) + side], a[(4 * half) + side + 2]);
            b[(4 * half) + (2 * side) + 1] = Lanes::high32(a[(4 * half) + side], a[(4 * half) + side + 2]);
        }
    }
    for (std::size_t i = 0; i < 4; ++i) {
        rows[2 * i] = Lanes::low64(b[i], b[i + 4]);
        rows[(2 * i) + 1] = Lanes::high64(b[i], b[i + 4]);
    }
}

/// Both passes: rows of coefficients become rows of samples less 128.
template <bool Smooth, typename Lanes>
void inverse_dct(typename Lanes::Vector rows[8]) noexcept {
    constexpr int constant_bits = 13;
    constexpr int kept_bits = 2;
    transform<constant_bits - kept_bits, Smooth, Lanes>(rows);
    transpose<Lanes>(rows);
    transform<constant_bits + kept_bits + 3, Smooth, Lanes>(rows);
    transpose<Lanes>(rows);
}

}  // namespace
}  // namespace holdfast::media
