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

// What the compilers have no dependent types for: vectors of Lanes floats, and of as many words and four times as many
// bytes.
template <std::size_t Lanes>
struct Vector;
template <>
struct Vector<4> {
    using Type = float __attribute__((vector_size(16)));
    using Words = std::uint32_t __attribute__((vector_size(16)));
    using Bytes = std::uint8_t __attribute__((vector_size(16)));
    static Type low(Type a, Type b) noexcept { return __builtin_shufflevector(a, b, 0, 4, 1, 5); }
    static Type high(Type a, Type b) noexcept { return __builtin_shufflevector(a, b, 2, 6, 3, 7); }
    // In each 16 bytes: the four pixels of three bytes at the start move to a word each, whose last byte may be
    // anything.
    static Bytes spread(Bytes b) noexcept {
        return __builtin_shufflevector(b, b, 0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9, 9, 10, 11, 12);
    }
    static Type floats(Words words) noexcept {
        using Signed = std::int32_t __attribute__((vector_size(16)));
        return __builtin_convertvector((Signed)words, Type);
    }
};
#if defined(__AVX2__)
template <>
struct Vector<8> {
    using Type = float __attribute__((vector_size(32)));
    using Words = std::uint32_t __attribute__((vector_size(32)));
    using Bytes = std::uint8_t __attribute__((vector_size(32)));
    static Type low(Type a, Type b) noexcept { return __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11); }
    static Type high(Type a, Type b) noexcept { return __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15); }
    // In each 16 bytes: the four pixels of three bytes at the start move to a word each, whose last byte may be
    // anything.
    static Bytes spread(Bytes b) noexcept {
        return __builtin_shufflevector(b, b, 0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9, 9, 10, 11, 12,  //
                                       16, 17, 18, 19, 19, 20, 21, 22, 22, 23, 24, 25, 25, 26, 27, 28);
    }
    static Type floats(Words words) noexcept {
        using Signed = std::int32_t __attribute__((vector_size(32)));
        return __builtin_convertvector((Signed)words, Type);
    }
};
#endif
#if defined(__AVX512F__)
template <>
struct Vector<16> {
    using Type = float __attribute__((vector_size(64)));
    using Words = std::uint32_t __attribute__((vector_size(64)));
    using Bytes = std::uint8_t __attribute__((vector_size(64)));
    static Type low(Type a, Type b) noexcept {
        return __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    }
    static Type high(Type a, Type b) noexcept {
        return __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    }
    // In each 16 bytes: the four pixels of three bytes at the start move to a word each, whose last byte may be
    // anything.
    static Bytes spread(Bytes b) noexcept {
        return __builtin_shufflevector(b, b, 0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9, 9, 10, 11, 12,         //
                                       16, 17, 18, 19, 19, 20, 21, 22, 22, 23, 24, 25, 25, 26, 27, 28,  //
                                       32, 33, 34, 35, 35, 36, 37, 38, 38, 39, 40, 41, 41, 42, 43, 44,  //
                                       48, 49, 50, 51, 51, 52, 53, 54, 54, 55, 56, 57, 57, 58, 59, 60);
    }
    static Type floats(Words words) noexcept {
        using Signed = std::int32_t __attribute__((vector_size(64)));
        return __builtin_convertvector((Signed)words, Type);
    }
};
#endif

template <std::size_t Lanes>
struct OrderedLanes {
    using V = typename Vector<Lanes>::Type;
    static constexpr std::size_t chains = 4;  // vectors in flight, so that additions need not wait for each other
    static constexpr std::size_t group = Lanes * chains;         // rows that are filtered together along their length
    static constexpr std::size_t width = ordered_max_side + 16;  // floats from one row of a buffer to the next
    static constexpr std::size_t cache_line = 64 / sizeof(float);
    static constexpr std::size_t look_back = 8;  // rows of the first pass that are kept for the second

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

    // Lanes x Lanes floats at `in`, turned.
    static void turn(const float* in, std::size_t in_stride, float* out, std::size_t out_stride) noexcept {
        V tile[Lanes];
        for (std::size_t l = 0; l < Lanes; ++l) tile[l] = load(in + (l * in_stride));
        for (std::size_t stage = 1; stage < Lanes; stage *= 2) {
            V next[Lanes];
            for (std::size_t l = 0; l < Lanes / 2; ++l) {
                next[2 * l] = Vector<Lanes>::low(tile[l], tile[l + (Lanes / 2)]);
                next[(2 * l) + 1] = Vector<Lanes>::high(tile[l], tile[l + (Lanes / 2)]);
            }
            for (std::size_t l = 0; l < Lanes; ++l) tile[l] = next[l];
        }
        for (std::size_t l = 0; l < Lanes; ++l) store(out + (l * out_stride), tile[l]);
    }

    // One box filter along `group` rows at a time: columns come in turned, one tile after the other, and what leaves is
    // turned back. With `Sampled` only the 64 samples that are used come out, grid floats from one row to the next.
    template <bool Sampled>
    class AlongRows {
      public:
        AlongRows(const BoxFilter& box, float* out) noexcept : box_(box), out_(out) {}

        void run(const float* rows) noexcept {
            for (std::uint32_t x = 0; x < box_.length; ++x) {
                if (x % Lanes == 0)
                    for (std::size_t c = 0; c < chains; ++c)
                        turn(rows + (c * Lanes * width) + x, width, column(x) + (c * Lanes), group);
                add(x);
                if (x >= box_.after) leave(x - box_.after);
            }
            for (std::uint32_t o = box_.length - box_.after; o < box_.length; ++o) leave(o);
            if constexpr (Sampled) {
                for (std::size_t k = 0; k < grid; k += Lanes) turn_back(out_tiles_ + (k * group), k, grid);
            }
        }

      private:
        float* column(std::uint32_t x) noexcept { return columns_ + ((x % (2 * Lanes)) * group); }

        void add(std::uint32_t x) noexcept {
            const float* const from = column(x);
            for (std::size_t c = 0; c < chains; ++c) sums_[c] += load(from + (c * Lanes));
            ++count_;
        }

        void leave(std::uint32_t o) noexcept {
            if (o > box_.before) {
                const float* const from = column(o - box_.before - 1);
                for (std::size_t c = 0; c < chains; ++c) sums_[c] -= load(from + (c * Lanes));
                --count_;
            }
            if constexpr (Sampled) {
                for (; k_ < grid && box_.sampled(k_) == o; ++k_) emit(out_tiles_ + (k_ * group));
            } else {
                emit(out_tiles_ + ((o % Lanes) * group));
                if (o % Lanes == Lanes - 1 || o + 1 == box_.length) turn_back(out_tiles_, o / Lanes * Lanes, width);
            }
        }

        void emit(float* to) const noexcept {
            const Divisor divide(count_);
            for (std::size_t c = 0; c < chains; ++c) store(to + (c * Lanes), divide(sums_[c]));
        }

        void turn_back(const float* tile, std::size_t x, std::size_t stride) noexcept {
            for (std::size_t c = 0; c < chains; ++c)
                turn(tile + (c * Lanes), group, out_ + (c * Lanes * stride) + x, stride);
        }

        BoxFilter box_;
        float* out_;
        V sums_[chains] = {};
        std::uint32_t count_ = 0;
        std::uint32_t k_ = 0;
        alignas(64) float columns_[2 * Lanes * group];  // the filter looks back on at most 4 columns
        alignas(64) float out_tiles_[(Sampled ? grid : Lanes) * group] = {};
    };

    using Words = typename Vector<Lanes>::Words;
    using Bytes = typename Vector<Lanes>::Bytes;

    // Lanes pixels of three bytes, each in a word of its own. Reads 4 bytes beyond them.
    static Words pixels_of_three(const std::uint8_t* pixels) noexcept {
        std::uint8_t quarters[4 * Lanes];
        for (std::size_t q = 0; q < Lanes / 4; ++q) __builtin_memcpy(quarters + (16 * q), pixels + (12 * q), 16);
        Bytes bytes;
        __builtin_memcpy(&bytes, quarters, sizeof bytes);
        bytes = Vector<Lanes>::spread(bytes);
        Words words;
        __builtin_memcpy(&words, &bytes, sizeof words);
        return words;
    }
    static Words pixels_of_four(const std::uint8_t* pixels) noexcept {
        Words words;
        __builtin_memcpy(&words, pixels, sizeof words);
        return words;
    }
    // Lanes lumas at once: the same three products and two sums as luma().
    static V lumas(Words words) noexcept {
        const V red = Vector<Lanes>::floats(words & 255U);
        const V green = Vector<Lanes>::floats((words >> 8U) & 255U);
        const V blue = Vector<Lanes>::floats((words >> 16U) & 255U);
        return (0.299F * red) + (0.587F * green) + (0.114F * blue);
    }

    static void luma_row(const std::uint8_t* pixels, std::size_t columns, std::size_t channels, float* out) noexcept {
        std::size_t x = 0;
        if (channels == 1) {
            for (; x < columns; ++x) out[x] = static_cast<float>(pixels[x]);
        } else if (channels == 3) {
            for (; x + Lanes + 2 <= columns; x += Lanes) store(out + x, lumas(pixels_of_three(pixels + (3 * x))));
            for (; x < columns; ++x) out[x] = luma(pixels + (3 * x));
        } else {
            for (; x + Lanes <= columns; x += Lanes) store(out + x, lumas(pixels_of_four(pixels + (4 * x))));
            for (; x < columns; ++x) out[x] = luma(pixels + (4 * x));
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
        float* lines;    // luma: group rows
        float* first;    // what the first pass gave: row r at place r % (2 * group), as the second looks back on 4 rows
        float* second;   // what the second pass gave: row r at place r % group
        float* sums;     // the running sums of the second pass
        float* sampled;  // what the third pass gave: all rows, `grid` floats from one to the next
        explicit Scratch(float* memory) noexcept
            : lines(memory),
              first(lines + (group * width)),
              second(first + (2 * group * width)),
              sums(second + (group * width)),
              sampled(sums + width) {}
        static constexpr std::size_t floats =
            ((4 * group + 1) * width) + ((ordered_max_side + group) * grid) + cache_line;
    };
    static_assert(Scratch::floats <= ordered_scratch_floats);

    // The next address that a whole vector can be stored at without touching two cache lines.
    static float* aligned(float* memory) noexcept {
        const std::size_t past = reinterpret_cast<std::uintptr_t>(memory) / sizeof(float) % cache_line;
        return past == 0 ? memory : memory + (cache_line - past);
    }

    static void clear(float* from, std::size_t count) noexcept {
        for (std::size_t x = 0; x < count; ++x) from[x] = 0;
    }

    // The first pass for row y and, where rows are filtered in groups, for all of its group. Returns where its result
    // lies.
    static const float* first_pass(const OrderedSource& source, std::size_t y, const BoxFilter& across,
                                   const Scratch& s) noexcept {
        const std::size_t row_bytes = source.columns * source.channels;
        if (source.channels == 1) {
            float* const place = s.first + ((y % look_back) * width);
            luma_row(source.pixels + (y * row_bytes), source.columns, 1, s.lines);
            clear(s.lines + source.columns, width - source.columns);
            box_whole_numbers(s.lines, place, across);
            clear(place + source.columns, width - source.columns);
            return place;
        }
        float* const place = s.first + ((y % (2 * group)) * width);
        if (y % group != 0) return place;
        const std::size_t count = source.rows - y < group ? source.rows - y : group;
        for (std::size_t r = 0; r < count; ++r) {
            float* const line = s.lines + (r * width);
            luma_row(source.pixels + ((y + r) * row_bytes), source.columns, source.channels, line);
            clear(line + source.columns, width - source.columns);
        }
        clear(s.lines + (count * width), (group - count) * width);
        AlongRows<false>(across, place).run(s.lines);
        return place;
    }

    // One row of the second pass.
    template <bool Adds, bool Removes, bool Leaves>
    static void slide_down(float* sums, const float* add, const float* remove, std::uint32_t count, std::size_t columns,
                           float* out) noexcept {
        const Divisor divide(count);
        for (std::size_t x = 0; x < columns; x += Lanes) {
            V sum = load(sums + x);
            if constexpr (Adds) sum += load(add + x);
            if constexpr (Removes) sum -= load(remove + x);
            store(sums + x, sum);
            if constexpr (Leaves) store(out + x, divide(sum));
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

    // After row o of the second pass: hands a full group, or the last rows, to the third.
    static void after_row(std::size_t o, std::size_t rows, const BoxFilter& across, const Scratch& s) noexcept {
        const bool last = o + 1 == rows;
        if (o % group != group - 1 && !last) return;
        if (last) clear(s.second + (((o % group) + 1) * width), (group - 1 - (o % group)) * width);
        AlongRows<true>(across, s.sampled + (o / group * group * grid)).run(s.second);
    }

    // The first two passes for floats in general.
    static void filter_floats(const OrderedSource& source, const BoxFilter& across, const BoxFilter& down,
                              const Scratch& s) noexcept {
        const std::size_t padded = (source.columns + Lanes - 1) / Lanes * Lanes;
        const std::size_t ring = source.channels == 1 ? look_back : 2 * group;  // where first_pass() puts its rows
        clear(s.sums, padded);
        std::uint32_t count = 0;  // rows in the running sums
        for (std::size_t y = 0; y < source.rows + down.after;
             ++y) {  // row y enters the sums, row y - after leaves the pass
            const bool enters = y < source.rows;
            const float* const add = enters ? first_pass(source, y, across, s) : nullptr;
            count += enters ? 1 : 0;
            if (y < down.after) {
                slide_down<true, false, false>(s.sums, add, nullptr, count, padded, nullptr);
                continue;
            }
            const std::size_t o = y - down.after;
            float* const to = s.second + ((o % group) * width);
            if (o <= down.before) {
                slide_down<true, false, true>(s.sums, add, nullptr, count, padded, to);
            } else {
                --count;
                const float* const remove = s.first + (((o - down.before - 1) % ring) * width);
                if (enters)
                    slide_down<true, true, true>(s.sums, add, remove, count, padded, to);
                else
                    slide_down<false, true, true>(s.sums, nullptr, remove, count, padded, to);
            }
            after_row(o, source.rows, across, s);
        }
    }

    // A column whose window is clipped to 3 samples: thirds are no whole numbers, so it goes the way of floats.
    struct ThirdsColumn {
        float past[look_back] = {};
        float sum = 0;
        void add(std::size_t y, std::uint32_t three) noexcept {
            past[y % look_back] = static_cast<float>(three) / 3.0F;
            sum += past[y % look_back];
        }
        void remove(std::size_t y) noexcept { sum -= past[y % look_back]; }
    };

    // The first two passes for grey and windows of 1, 2 and 4: all sums are whole numbers over powers of two and thus
    // the same floats in any order, save in the two columns that ThirdsColumn is for.
    static void filter_whole_numbers(const OrderedSource& source, const BoxFilter& across, const BoxFilter& down,
                                     const Scratch& s) noexcept {
        const std::size_t columns = source.columns;
        std::uint16_t sums[ordered_max_side] = {};
        std::uint16_t past[look_back][ordered_max_side];  // rows of the first pass, in units of 1 / across.window
        const bool thirds = across.window == 4;
        ThirdsColumn left;
        ThirdsColumn right;
        const float unit = 1.0F / static_cast<float>(across.window);
        std::uint32_t count = 0;
        for (std::size_t y = 0; y < source.rows + down.after; ++y) {
            if (y < source.rows) {
                const std::uint8_t* const row = source.pixels + (y * columns);
                std::uint16_t* const sum = past[y % look_back];
                box_bytes(row, sum, across);
                for (std::size_t x = 0; x < columns; ++x) sums[x] = static_cast<std::uint16_t>(sums[x] + sum[x]);
                ++count;
                if (thirds) {
                    left.add(y, std::uint32_t{row[0]} + row[1] + row[2]);
                    right.add(y, std::uint32_t{row[columns - 3]} + row[columns - 2] + row[columns - 1]);
                }
            }
            if (y < down.after) continue;
            const std::size_t o = y - down.after;
            if (o > down.before) {
                const std::size_t old = o - down.before - 1;
                const std::uint16_t* const sum = past[old % look_back];
                for (std::size_t x = 0; x < columns; ++x) sums[x] = static_cast<std::uint16_t>(sums[x] - sum[x]);
                --count;
                left.remove(old);
                right.remove(old);
            }
            float* const to = s.second + ((o % group) * width);
            const auto divisor = static_cast<float>(count);
            if (count == 3)
                for (std::size_t x = 0; x < columns; ++x) to[x] = (static_cast<float>(sums[x]) * unit) / divisor;
            else
                for (std::size_t x = 0; x < columns; ++x) to[x] = static_cast<float>(sums[x]) * (unit / divisor);
            if (thirds) {
                to[0] = left.sum / divisor;
                to[columns - 2] = right.sum / divisor;
            }
            clear(to + columns, width - columns);
            after_row(o, source.rows, across, s);
        }
    }

    // Sums over the windows of a row; a clipped window's sum is scaled up as if it were a full one.
    static void box_bytes(const std::uint8_t* row, std::uint16_t* sums, const BoxFilter& box) noexcept {
        const std::size_t n = box.length;
        if (box.window == 1) {
            for (std::size_t x = 0; x < n; ++x) sums[x] = row[x];
        } else if (box.window == 2) {
            for (std::size_t x = 0; x + 1 < n; ++x) sums[x] = static_cast<std::uint16_t>(row[x] + row[x + 1]);
            sums[n - 1] = static_cast<std::uint16_t>(2 * row[n - 1]);
        } else {
            for (std::size_t x = 1; x + 2 < n; ++x)
                sums[x] = static_cast<std::uint16_t>(row[x - 1] + row[x] + row[x + 1] + row[x + 2]);
            sums[0] = sums[n - 2] = 0;  // ThirdsColumn's
            sums[n - 1] = static_cast<std::uint16_t>(2 * (row[n - 2] + row[n - 1]));
        }
    }

    static void buffer(const OrderedSource& source, float* memory, float* out) noexcept {
        if (source.rows == grid && source.columns == grid) {  // used as it is, without the filters
            const std::size_t row_bytes = grid * source.channels;
            for (std::size_t y = 0; y < grid; ++y)
                luma_row(source.pixels + (y * row_bytes), grid, source.channels, out + (y * grid));
            return;
        }
        const Scratch s(aligned(memory));
        const BoxFilter across(static_cast<std::uint32_t>(source.columns));
        const BoxFilter down(static_cast<std::uint32_t>(source.rows));
        if (source.channels == 1 && across.window != 3 && down.window != 3)
            filter_whole_numbers(source, across, down, s);
        else
            filter_floats(source, across, down, s);
        box_down_sampled(s.sampled, down, out);
    }
};

}  // namespace
}  // namespace holdfast::imaging
