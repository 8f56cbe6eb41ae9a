// SPDX-License-Identifier: Apache-2.0
// The reference's 64 x 64 buffer in its own order of float operations: the tiles of ordered_tiles.hpp, a quicker way
// through the first two filters for grey, whose sums are whole numbers, and the fourth filter.
//
// Included by each kernel's source file with its own instruction set and number of lanes; see portable_loops.hpp on why
// the namespace is unnamed.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/kernel_table.hpp"
#include "kernels/ordered_tiles.hpp"
#include "tap_table.hpp"

namespace holdfast::imaging {
namespace {

template <std::size_t Lanes>
struct OrderedLanes : Floats<Lanes> {
    using typename Floats<Lanes>::V;
    using Floats<Lanes>::load, Floats<Lanes>::store, Floats<Lanes>::divide;
    static constexpr std::size_t side = TileShape<Lanes>::side;
    static constexpr std::size_t width = ordered_max_side + side;  // floats from one row of `second` to the next
    static constexpr std::size_t cache_line = 64 / sizeof(float);
    static constexpr std::size_t look_back = 8;  // rows of the first filter that are kept for the second

    // Working memory.
    struct Scratch {
        float* second;   // what the second filter of grey gave: `side` rows, `width` floats apart
        float* tiles;    // OrderedTiles' memory, in the same place
        float* sampled;  // what the third filter gave: 64 floats a row, with a few rows of room at either end
        explicit Scratch(float* memory) noexcept
            : second(memory), tiles(memory), sampled(memory + head + (longest_window * grid)) {}
        static constexpr std::size_t tiles_floats = OrderedTiles<Lanes, 3>::memory_floats;
        static constexpr std::size_t head = side * width > tiles_floats ? side* width : tiles_floats;
        static constexpr std::size_t floats =
            head + ((longest_window + ordered_max_side + (2 * side)) * grid) + cache_line;
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

    // The fourth filter: 64 columns side by side, of which 64 samples each are kept.
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
            for (; k < grid && down.sampled(k) == y; ++k)
                for (std::size_t v = 0; v < vectors; ++v)
                    store(buffer + (k * grid) + (v * Lanes), divide(sums[v], count));
        }
    }

    // After row o of the second filter: hands a full group, or the last rows, to the third.
    static void after_row(std::size_t o, const OrderedSource& source, SampledRows<Lanes>& third,
                          const Scratch& s) noexcept {
        const bool last = o + 1 == source.rows;
        if (o % side != side - 1 && !last) return;
        if (last) clear(s.second + (((o % side) + 1) * width), (side - 1 - (o % side)) * width);
        third.start();
        const BoxFilter across(static_cast<std::uint32_t>(source.columns));
        for (std::size_t x = 0; x < source.columns + across.after; x += side)
            third.take(s.second + x, width, static_cast<std::ptrdiff_t>(x));
        third.finish(s.sampled + (o / side * side * grid));
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

    // The first two filters for grey and windows of 1, 2 and 4: all sums are whole numbers over powers of two and thus
    // the same floats in any order, save in the two columns that ThirdsColumn is for.
    static void filter_whole_numbers(const OrderedSource& source, const BoxFilter& across, const BoxFilter& down,
                                     const Scratch& s) noexcept {
        const std::size_t columns = source.columns;
        SampledRows<Lanes> third(across);
        std::uint16_t sums[ordered_max_side] = {};
        std::uint16_t past[look_back][ordered_max_side];  // rows of the first filter, in units of 1 / across.window
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
            float* const to = s.second + ((o % side) * width);
            const auto divisor = static_cast<float>(count);
            if (count == 3)
                for (std::size_t x = 0; x < columns; ++x) to[x] = (convert_one(sums[x]) * unit) / divisor;
            else
                for (std::size_t x = 0; x < columns; ++x) to[x] = convert_one(sums[x]) * (unit / divisor);
            if (thirds) {
                to[0] = left.sum / divisor;
                to[columns - 2] = right.sum / divisor;
            }
            clear(to + columns, width - columns);
            after_row(o, source, third, s);
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

    template <std::size_t Channels>
    static void filter_floats(const OrderedSource& source, const Scratch& s) noexcept {
        OrderedTiles<Lanes, Channels>(source, s.tiles).run(s.sampled);
    }

    // The first two filters for grey hold whole numbers unless a window has 3 samples.
    static void buffer(const OrderedSource& source, float* memory, float* out) noexcept {
        if (source.rows == grid && source.columns == grid) {  // used as it is, without the filters
            unfiltered(source, out);
            return;
        }
        const Scratch s(aligned(memory));
        const BoxFilter across(static_cast<std::uint32_t>(source.columns));
        const BoxFilter down(static_cast<std::uint32_t>(source.rows));
        if (source.channels == 3)
            filter_floats<3>(source, s);
        else if (source.channels == 4)
            filter_floats<4>(source, s);
        else if (across.window == 3 || down.window == 3)
            filter_floats<1>(source, s);
        else
            filter_whole_numbers(source, across, down, s);
        box_down_sampled(s.sampled, down, out);
    }

    static void unfiltered(const OrderedSource& source, float* out) noexcept {
        for (std::size_t i = 0; i < grid * grid; ++i) {
            const std::uint8_t* const pixel = source.pixels + (i * source.channels);
            out[i] = source.channels == 1
                         ? static_cast<float>(pixel[0])
                         : (0.299F * static_cast<float>(pixel[0])) + (0.587F * static_cast<float>(pixel[1])) +
                               (0.114F * static_cast<float>(pixel[2]));
        }
    }
};

}  // namespace
}  // namespace holdfast::imaging
