// SPDX-License-Identifier: Apache-2.0
// The reference's four box filters in the reference's order of float operations, many lines side by side. Within a line
// every addition depends on the one before it, but lines do not depend on each other: lane l of a vector carries line
// l. Filters along rows therefore work on turned tiles, filters down columns on the rows as they are. Only the lines
// and samples that reach the 64 x 64 buffer are worked out in the last two passes.
//
// Included by each kernel's source file with its own instruction set and number of lanes; see portable_loops.hpp on why
// the namespace is unnamed.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/kernel_table.hpp"
#include "tap_table.hpp"

namespace holdfast::imaging {
namespace {

template <std::size_t Lanes>
struct Vector;
template <>
struct Vector<4> {
    using Type = float __attribute__((vector_size(16)));
    static Type low(Type a, Type b) noexcept { return __builtin_shufflevector(a, b, 0, 4, 1, 5); }
    static Type high(Type a, Type b) noexcept { return __builtin_shufflevector(a, b, 2, 6, 3, 7); }
};
#if defined(__AVX2__)
template <>
struct Vector<8> {
    using Type = float __attribute__((vector_size(32)));
    static Type low(Type a, Type b) noexcept { return __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11); }
    static Type high(Type a, Type b) noexcept { return __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15); }
};
#endif
#if defined(__AVX512F__)
template <>
struct Vector<16> {
    using Type = float __attribute__((vector_size(64)));
    static Type low(Type a, Type b) noexcept {
        return __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    }
    static Type high(Type a, Type b) noexcept {
        return __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    }
};
#endif

template <std::size_t Lanes>
struct OrderedLanes {
    using V = typename Vector<Lanes>::Type;
    static constexpr std::size_t chains = 4;  // vectors in flight, so that additions need not wait for each other
    static constexpr std::size_t group = Lanes * chains;         // rows that are filtered together along their length
    static constexpr std::size_t width = ordered_max_side + 16;  // floats from one row of a buffer to the next

    static V load(const float* from) noexcept {
        V v;
        __builtin_memcpy(&v, from, sizeof v);
        return v;
    }
    static void store(float* to, V v) noexcept { __builtin_memcpy(to, &v, sizeof v); }

    // sum / count as the reference divides; for counts that are powers of two the product is the same float.
    struct Divisor {
        explicit Divisor(std::uint32_t count) noexcept
            : value(static_cast<float>(count)), exact((count & (count - 1)) == 0) {}
        V operator()(V sum) const noexcept { return exact ? sum * (1.0F / value) : sum / value; }
        float value;
        bool exact;
    };

    // rows x columns floats at `in`, turned to columns x rows at `out`; both sides multiples of Lanes.
    static void turn(const float* in, std::size_t in_stride, std::size_t rows, std::size_t columns, float* out,
                     std::size_t out_stride) noexcept {
        for (std::size_t y = 0; y < rows; y += Lanes)
            for (std::size_t x = 0; x < columns; x += Lanes) {
                V tile[Lanes];
                for (std::size_t l = 0; l < Lanes; ++l) tile[l] = load(in + ((y + l) * in_stride) + x);
                for (std::size_t stage = 1; stage < Lanes; stage *= 2) {
                    V next[Lanes];
                    for (std::size_t l = 0; l < Lanes / 2; ++l) {
                        next[2 * l] = Vector<Lanes>::low(tile[l], tile[l + (Lanes / 2)]);
                        next[(2 * l) + 1] = Vector<Lanes>::high(tile[l], tile[l + (Lanes / 2)]);
                    }
                    for (std::size_t l = 0; l < Lanes; ++l) tile[l] = next[l];
                }
                for (std::size_t l = 0; l < Lanes; ++l) store(out + ((x + l) * out_stride) + y, tile[l]);
            }
    }

    // One box filter along `group` lines: sample x of all of them is the row x of `in`. With `Sampled`, only the 64
    // samples that are used come out, one row each.
    template <bool Sampled>
    static void box_along(const float* in, float* out, const BoxFilter& box) noexcept {
        V sums[chains] = {};
        std::uint32_t count = 0;
        for (std::size_t x = 0; x < box.after; ++x, ++count)
            for (std::size_t c = 0; c < chains; ++c) sums[c] += load(in + (x * group) + (c * Lanes));
        std::uint32_t k = 0;
        for (std::uint32_t x = 0; x < box.length; ++x) {
            if (x + box.after < box.length) {
                const float* const from = in + ((x + box.after) * group);
                for (std::size_t c = 0; c < chains; ++c) sums[c] += load(from + (c * Lanes));
                ++count;
            }
            if (x > box.before) {
                const float* const from = in + ((x - box.before - 1) * group);
                for (std::size_t c = 0; c < chains; ++c) sums[c] -= load(from + (c * Lanes));
                --count;
            }
            const Divisor divide(count);
            if constexpr (Sampled) {
                for (; k < grid && box.sampled(k) == x; ++k)
                    for (std::size_t c = 0; c < chains; ++c) store(out + (k * group) + (c * Lanes), divide(sums[c]));
            } else {
                for (std::size_t c = 0; c < chains; ++c) store(out + (x * group) + (c * Lanes), divide(sums[c]));
            }
        }
    }

    static void luma_row(const std::uint8_t* pixels, std::size_t columns, std::size_t channels, float* out) noexcept {
        if (channels == 1) {
            for (std::size_t x = 0; x < columns; ++x) out[x] = static_cast<float>(pixels[x]);
        } else if (channels == 3) {
            for (std::size_t x = 0; x < columns; ++x) out[x] = luma(pixels + (3 * x));
        } else {
            for (std::size_t x = 0; x < columns; ++x) out[x] = luma(pixels + (4 * x));
        }
    }
    static float luma(const std::uint8_t* pixel) noexcept {
        return (0.299F * static_cast<float>(pixel[0])) + (0.587F * static_cast<float>(pixel[1])) +
               (0.114F * static_cast<float>(pixel[2]));
    }

    // The first pass over a row of whole numbers: its sums are exact, so their order is free and columns can be the
    // lanes.
    static void box_whole_numbers(const float* in, float* out, const BoxFilter& box) noexcept {
        const std::size_t end = box.length - box.after;  // outputs before .. end - 1 have full windows
        const Divisor divide(box.window);
        std::size_t x = box.before;
        for (; x < end; x += Lanes) {  // the last vector runs over into the padding
            V sum = load(in + x - box.before);
            for (std::size_t d = 1; d < box.window; ++d) sum += load(in + x - box.before + d);
            store(out + x, divide(sum));
        }
        const auto clipped = [&](std::uint32_t o) {
            float sum = 0;
            for (std::uint32_t s = box.first(o); s <= box.last(o); ++s) sum += in[s];
            out[o] = sum / static_cast<float>(box.count(o));
        };
        for (std::uint32_t o = 0; o < box.before; ++o) clipped(o);
        for (auto o = static_cast<std::uint32_t>(end); o < box.length; ++o) clipped(o);
    }

    // Working memory, all rows `width` floats apart unless said otherwise.
    struct Scratch {
        float* lines;    // group rows; also turned lines after a filter
        float* turned;   // group rows, turned: `group` floats from one to the next
        float* first;    // what the first pass gave: row r at place r % (2 * group), as the second looks back on 4 rows
        float* second;   // what the second pass gave: row r at place r % group
        float* sums;     // the running sums of the second pass
        float* sampled;  // what the third pass gave: all rows, `grid` floats from one to the next
        explicit Scratch(float* memory) noexcept
            : lines(memory),
              turned(lines + (group * width)),
              first(turned + (group * width)),
              second(first + (2 * group * width)),
              sums(second + (group * width)),
              sampled(sums + width) {}
        static constexpr std::size_t floats = ((5 * group + 1) * width) + ((ordered_max_side + group) * grid);
    };
    static_assert(Scratch::floats <= ordered_scratch_floats);

    // The first pass for rows from .. from + group - 1, as far as they exist.
    static void filter_group(const OrderedSource& source, std::size_t from, const BoxFilter& across,
                             const Scratch& s) noexcept {
        const std::size_t row_bytes = source.columns * source.channels;
        const std::size_t count = source.rows - from < group ? source.rows - from : group;
        float* const place = s.first + ((from % (2 * group)) * width);
        if (source.channels == 1) {
            for (std::size_t r = 0; r < count; ++r) {
                luma_row(source.pixels + ((from + r) * row_bytes), source.columns, 1, s.lines);
                box_whole_numbers(s.lines, place + (r * width), across);
            }
            return;
        }
        for (std::size_t r = 0; r < count; ++r)
            luma_row(source.pixels + ((from + r) * row_bytes), source.columns, source.channels, s.lines + (r * width));
        const std::size_t padded = (source.columns + Lanes - 1) / Lanes * Lanes;
        turn(s.lines, width, group, padded, s.turned, group);
        box_along<false>(s.turned, s.lines, across);
        turn(s.lines, group, padded, group, place, width);
    }

    // One row of the second pass.
    static void slide_down(float* sums, const float* add, const float* remove, std::uint32_t count, std::size_t columns,
                           float* out) noexcept {
        const Divisor divide(count);
        for (std::size_t x = 0; x < columns; x += Lanes) {
            V sum = load(sums + x);
            if (add != nullptr) sum += load(add + x);
            if (remove != nullptr) sum -= load(remove + x);
            store(sums + x, sum);
            if (out != nullptr) store(out + x, divide(sum));
        }
    }

    // The fourth pass: 64 columns side by side, of which 64 samples each are kept.
    static void box_down_sampled(const float* in, const BoxFilter& down, float* buffer) noexcept {
        constexpr std::size_t vectors = grid / Lanes;
        V sums[vectors] = {};
        std::uint32_t count = 0;
        for (std::size_t y = 0; y < down.after; ++y, ++count)
            for (std::size_t v = 0; v < vectors; ++v) sums[v] += load(in + (y * grid) + (v * Lanes));
        std::uint32_t k = 0;
        for (std::uint32_t y = 0; y < down.length; ++y) {
            if (y + down.after < down.length) {
                for (std::size_t v = 0; v < vectors; ++v) sums[v] += load(in + ((y + down.after) * grid) + (v * Lanes));
                ++count;
            }
            if (y > down.before) {
                for (std::size_t v = 0; v < vectors; ++v)
                    sums[v] -= load(in + ((y - down.before - 1) * grid) + (v * Lanes));
                --count;
            }
            const Divisor divide(count);
            for (; k < grid && down.sampled(k) == y; ++k)
                for (std::size_t v = 0; v < vectors; ++v) store(buffer + (k * grid) + (v * Lanes), divide(sums[v]));
        }
    }

    static void buffer(const OrderedSource& source, float* memory, float* out) noexcept {
        if (source.rows == grid && source.columns == grid) {  // used as it is, without the filters
            const std::size_t row_bytes = grid * source.channels;
            for (std::size_t y = 0; y < grid; ++y)
                luma_row(source.pixels + (y * row_bytes), grid, source.channels, out + (y * grid));
            return;
        }
        const Scratch s(memory);
        const BoxFilter across(static_cast<std::uint32_t>(source.columns));
        const BoxFilter down(static_cast<std::uint32_t>(source.rows));
        const std::size_t padded = (source.columns + Lanes - 1) / Lanes * Lanes;
        for (std::size_t x = 0; x < padded; ++x) s.sums[x] = 0;
        const auto first_row = [&](std::size_t r) { return s.first + ((r % (2 * group)) * width); };

        std::size_t filtered = 0;  // rows of the first pass so far
        std::uint32_t count = 0;   // rows in the running sums
        for (std::size_t y = 0; y < source.rows + down.after;
             ++y) {  // row y enters the sums, row y - after leaves the pass
            const bool enters = y < source.rows;
            if (enters && y == filtered) {
                filter_group(source, filtered, across, s);
                filtered += group;
            }
            count += enters ? 1 : 0;
            const float* const add = enters ? first_row(y) : nullptr;
            if (y < down.after) {
                slide_down(s.sums, add, nullptr, count, padded, nullptr);
                continue;
            }
            const std::size_t o = y - down.after;
            const bool leaves = o > down.before;
            count -= leaves ? 1 : 0;
            const float* const remove = leaves ? first_row(o - down.before - 1) : nullptr;
            slide_down(s.sums, add, remove, count, padded, s.second + ((o % group) * width));
            if (o % group != group - 1 && o + 1 != source.rows) continue;
            turn(s.second, width, group, padded, s.turned, group);
            box_along<true>(s.turned, s.lines, across);
            turn(s.lines, group, grid, group, s.sampled + (o / group * group * grid), grid);
        }
        box_down_sampled(s.sampled, down, out);
    }
};

}  // namespace
}  // namespace holdfast::imaging
