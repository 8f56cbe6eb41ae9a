// SPDX-License-Identifier: Apache-2.0
#include "rounding_bound.hpp"

#include <bit>
#include <cmath>

#include "dct_tables.hpp"
#include "tap_table.hpp"

namespace holdfast::imaging {
namespace {

constexpr double power(int exponent) noexcept {
    double value = 1;
    for (; exponent < 0; ++exponent) value /= 2;
    for (; exponent > 0; --exponent) value *= 2;
    return value;
}

constexpr double magnitude(double value) noexcept {
    return value < 0 ? -value : value;
}

// What the table D does to errors. For row i: l1 = sum |D[i][k]|; steps = sum over k of |D[i][k] + ... + D[i][63]|,
// which is how an error that stays in a running sum from sample k on counts, summed over where it may arise; last =
// |D[i][63]|.
struct Amplification {
    std::array<double, 16> l1{};
    std::array<double, 16> steps{};
    std::array<double, 16> last{};
    double greatest = 0;  // the greatest |D[i][k]|
};

constexpr Amplification amplification = [] {
    Amplification a;
    for (std::size_t i = 0; i < 16; ++i) {
        double suffix = 0;
        for (std::size_t k = 64; k-- > 0;) {
            const auto entry = static_cast<double>(reference_dct[i][k]);
            suffix += entry;
            a.l1[i] += magnitude(entry);
            a.steps[i] += magnitude(suffix) * (k == 0 ? 64 : 1);
            a.greatest = magnitude(entry) > a.greatest ? magnitude(entry) : a.greatest;
        }
        a.last[i] = magnitude(static_cast<double>(reference_dct[i][63]));
    }
    return a;
}();

// Every value of a pass is at most this: 255 and all rounding before it (sample_bound() stays below 0.06).
constexpr double greatest_value = 255.1;

// Half a unit in the last place of the binade of x: the most that rounding a result of size up to x can be off.
double half_ulp(double x) noexcept {
    return std::ldexp(1.0, std::ilogb(x) - 24);
}

// The running sums of one box pass over a line.
struct Line {
    double window;  // w
    double gap;     // most samples between two sampled ones
    double length;  // n, and the window's samples once more for the start of the sum
    double step;    // most rounding of one addition and one subtraction together
    double
        last_excess;  // the last sampled window holds a clipped one when w is even: mean of 1 / count there, less 1 / w

    explicit Line(std::uint32_t n) noexcept {
        const std::uint32_t w = BoxFilter(n).window;
        window = w;
        const std::uint32_t most_apart = (n + 63) / 64;
        gap = most_apart;
        length = n + w;
        step = half_ulp((w + 1) * greatest_value) + half_ulp(w * greatest_value);
        last_excess = w == 2 ? 0.75 - 0.5 : w == 4 ? (13.0 / 48) - 0.25 : 0;
    }

    // Most change of a coefficient with frequency j along this line, by the roundings of one pass.
    [[nodiscard]] double on_coefficient(std::size_t j) const noexcept {
        return step * ((gap * amplification.steps[j] / window) + (length * amplification.last[j] * last_excess));
    }
    // Most change of one sample.
    [[nodiscard]] double on_sample() const noexcept { return step * length * ((1 / window) + last_excess); }
};

// How much of each pass's rounding arrives: 1 if its sums round freely, 0 if all are exact, and in between where only
// the last sampled line meets inexact values (last_*: those count with D[.][63] / 4 in place of the l1 norm).
struct Passes {
    double first = 0, second = 0, third = 0, fourth = 0;
    double last_column_second = 0, last_row_third = 0;
    double flat =
        0;  // on every sample: the luma, the divisions, and the few roundings of sums that are otherwise exact
};

Passes passes_of(const FilteredPicture& picture) noexcept {
    Passes passes;
    constexpr double division = power(-17);  // values below 256
    if (!picture.grey) {
        // Five roundings of the luma: products below 128, 256 and 32; sums below 256.
        passes.flat = power(-18) + (3 * power(-17)) + power(-20);
    }
    if (picture.rows == grid && picture.columns == grid) return passes;  // no filter at all
    if (!picture.grey) {
        passes.first = passes.second = passes.third = passes.fourth = 1;
        passes.flat += 4 * division;
        return passes;
    }
    const std::uint32_t down = BoxFilter(picture.rows).window;
    const std::uint32_t across = BoxFilter(picture.columns).window;
    if (down <= 2 && across <= 2) return passes;  // whole numbers over powers of two throughout: nothing rounds
    passes.flat += 4 * division;
    passes.fourth = 1;
    if (across == 3) passes.second = 1;
    if (across == 4) passes.last_column_second = 1;
    if (across == 3 || down == 3) {
        passes.third = 1;
    } else {
        if (down == 4) passes.last_row_third = 1;
        if (across == 4) passes.flat += 25 * power(-16) / 4;
    }
    return passes;
}

}  // namespace

double sample_bound(const FilteredPicture& picture) noexcept {
    const Passes passes = passes_of(picture);
    const double rows = Line(picture.columns).on_sample();  // passes 1 and 3 run along rows, over columns
    const double columns = Line(picture.rows).on_sample();
    return passes.flat + (rows * (passes.first + passes.third + (passes.last_row_third / 4))) +
           (columns * (passes.second + passes.fourth + (passes.last_column_second / 4)));
}

RoundingBound rounding_bound(const FilteredPicture& picture, const std::array<double, 16>& row_norms) noexcept {
    const Passes passes = passes_of(picture);
    const Line across(picture.columns);
    const Line down(picture.rows);
    const auto& [l1, steps, last, greatest] = amplification;

    RoundingBound bound;
    bound.sample = sample_bound(picture);
    for (std::size_t i = 0; i < 16; ++i) {
        // The reference's two halves of the transform: 64 products and 64 additions each. Prefixes of the first sum are
        // at most half the l1 norm times the greatest value; those of the second at most greatest * row_norms.
        const double first_half = 64 * (half_ulp(l1[i] / 2 * greatest_value) + half_ulp(greatest * greatest_value));
        const double prefix = greatest * (row_norms[i] + (64 * (first_half + (l1[i] * bound.sample))));
        const double second_half = prefix > power(-60) ? (64 * half_ulp(prefix)) + (power(-24) * prefix) : 0;
        const double down_i = down.on_coefficient(i);
        for (std::size_t j = 0; j < 16; ++j) {
            const double across_j = across.on_coefficient(j);
            bound.coefficients[(16 * i) + j] =
                ((passes.first + passes.third) * l1[i] * across_j) +
                ((passes.second + passes.fourth) * l1[j] * down_i) + (passes.last_row_third * last[i] / 4 * across_j) +
                (passes.last_column_second * last[j] / 4 * down_i) + (passes.flat * l1[i] * l1[j]) +
                (first_half * l1[j]) + second_half + power(-30);
        }
    }
    return bound;
}

}  // namespace holdfast::imaging
