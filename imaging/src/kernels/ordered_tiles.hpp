// SPDX-License-Identifier: Apache-2.0
// The reference's box filters in its own order of float operations, a square tile of the picture at a time. Within a
// line every addition depends on the one before it, but lines do not depend on each other: lane l of a vector carries
// line l. Filters along rows therefore work on turned tiles, filters down columns on tiles as they are; a tile goes
// through three of the four filters while it lies in the nearest cache, and only running sums and the last few rows
// and columns are kept for the next. The filters lag: after row or column x has entered, output x - after leaves.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/kernel_table.hpp"
#include "kernels/ordered_vectors.hpp"
#include "tap_table.hpp"

namespace holdfast::imaging {
namespace {

inline constexpr std::size_t longest_window = 4;  // of a line of at most ordered_max_side samples

// How many samples are in the running sum once step x, counted from the first sample on, is over.
inline std::uint32_t samples_in_sum(const BoxFilter& box, std::uint32_t x) noexcept {
    const std::uint32_t entered = x < box.length ? x + 1 : box.length;
    const std::uint32_t left = x + 1 > box.window ? x + 1 - box.window : 0;
    return entered - left;
}

// Whether one sample enters, one leaves and one output is made at each of `count` steps from `first` on.
inline bool is_inside(const BoxFilter& box, std::ptrdiff_t first, std::size_t count) noexcept {
    return first >= static_cast<std::ptrdiff_t>(box.window) &&
           static_cast<std::size_t>(first) + count <= std::size_t{box.length};
}

template <std::size_t Lanes>
struct TileShape {
    static constexpr std::size_t chains = Lanes == 4 ? 4 : 2;  // vectors in flight, so that sums need not wait
    static constexpr std::size_t side = Lanes * chains;
};

// A filter along the rows of a tile, turned so that its columns are vectors; keeps its sums from tile to tile.
template <std::size_t Lanes>
class AlongRows : Floats<Lanes> {
    using typename Floats<Lanes>::V;
    using Floats<Lanes>::load, Floats<Lanes>::store, Floats<Lanes>::divide;
    static constexpr std::size_t chains = TileShape<Lanes>::chains;
    static constexpr std::size_t side = TileShape<Lanes>::side;

  public:
    explicit AlongRows(const BoxFilter& box) noexcept : box_(box) {}

    // To be called before the first tile of new rows.
    void start() noexcept {
        for (V& sum : sums_) sum = V{};
    }
    // Where to put column `i` of the tile, `side` floats of it.
    float* column(std::size_t i) noexcept { return columns_ + ((longest_window + i) * side); }

    // Takes the columns of a tile, of which the first is column `first` of the picture, and calls emit(i, o, make) for
    // each output o that leaves, in order, where i is the column that has just entered; make(to) writes the output.
    template <typename Emit>
    void run(std::ptrdiff_t first, Emit emit) noexcept {
        V sums[chains];
        for (std::size_t c = 0; c < chains; ++c) sums[c] = sums_[c];
        const auto enter = [&](const float* in) {
            for (std::size_t c = 0; c < chains; ++c) sums[c] += load(in + (c * Lanes));
        };
        const auto leave = [&](const float* in) {
            for (std::size_t c = 0; c < chains; ++c) sums[c] -= load(in - (box_.window * side) + (c * Lanes));
        };
        const auto make = [&](std::uint32_t count) {
            return [&, count](float* to) {
                for (std::size_t c = 0; c < chains; ++c) store(to + (c * Lanes), divide(sums[c], count));
            };
        };
        if (is_inside(box_, first, side)) {
            const auto o = static_cast<std::uint32_t>(first) - box_.after;
            for (std::size_t i = 0; i < side; ++i) {
                enter(column(i));
                leave(column(i));
                emit(i, o + static_cast<std::uint32_t>(i), make(box_.window));
            }
        } else {
            for (std::size_t i = first < 0 ? static_cast<std::size_t>(-first) : 0; i < side; ++i) {
                const auto x = static_cast<std::uint32_t>(first + static_cast<std::ptrdiff_t>(i));
                if (x >= box_.length + box_.after) break;
                if (x < box_.length) enter(column(i));
                if (x < box_.after) continue;
                if (x >= box_.window) leave(column(i));
                emit(i, x - box_.after, make(samples_in_sum(box_, x)));
            }
        }
        for (std::size_t c = 0; c < chains; ++c) sums_[c] = sums[c];
        for (std::size_t i = 0; i < longest_window * side; i += Lanes)
            store(columns_ + i, load(columns_ + (side * side) + i));
    }

  private:
    BoxFilter box_;
    V sums_[chains] = {};
    alignas(64) float columns_[(longest_window + side) * side] = {};
};

// The third filter: along rows again, and of each row only the 64 samples that are used.
template <std::size_t Lanes>
class SampledRows : Floats<Lanes> {
    using Floats<Lanes>::turn;
    static constexpr std::size_t chains = TileShape<Lanes>::chains;
    static constexpr std::size_t side = TileShape<Lanes>::side;

  public:
    explicit SampledRows(const BoxFilter& box) noexcept : filter_(box) {
        for (std::uint32_t k = 0; k < grid; ++k) sampled_[k] = box.sampled(k);
        sampled_[grid] = ordered_max_side;  // none
    }

    void start() noexcept {
        filter_.start();
        k_ = 0;
    }
    // A tile of `side` rows, `stride` floats apart; its first column is column `first` of the picture.
    void take(const float* tile, std::size_t stride, std::ptrdiff_t first) noexcept {
        for (std::size_t r = 0; r < side; r += Lanes)
            for (std::size_t c = 0; c < side; c += Lanes)
                turn(tile + (r * stride) + c, stride, filter_.column(c) + r, side);
        std::size_t k = k_;
        filter_.run(first, [&](std::size_t, std::uint32_t o, auto make) {
            for (; sampled_[k] == o; ++k) make(samples_ + (k * side));
        });
        k_ = k;
    }
    // After the last tile: `side` rows of 64 samples each.
    void finish(float* out) noexcept {
        for (std::size_t r = 0; r < side; r += Lanes)
            for (std::size_t k = 0; k < grid; k += Lanes)
                turn(samples_ + (k * side) + r, side, out + (r * grid) + k, grid);
    }

  private:
    AlongRows<Lanes> filter_;
    std::uint32_t sampled_[grid + 1];
    std::size_t k_ = 0;
    alignas(64) float samples_[grid * side] = {};
};

// The first three filters for floats in general: colour, and windows of 3 samples.
template <std::size_t Lanes, std::size_t Channels>
class OrderedTiles : Floats<Lanes> {
    using typename Floats<Lanes>::V;
    using Floats<Lanes>::load, Floats<Lanes>::store, Floats<Lanes>::divide, Floats<Lanes>::turn;
    static constexpr std::size_t chains = TileShape<Lanes>::chains;
    static constexpr std::size_t side = TileShape<Lanes>::side;
    static constexpr std::size_t width = ordered_max_side + (2 * side);  // two lags of at most 2, up to a whole tile

  public:
    static constexpr std::size_t memory_floats = (longest_window + 1) * width;

    // `memory` holds memory_floats.
    OrderedTiles(const OrderedSource& source, float* memory) noexcept
        : source_(source),
          across_(static_cast<std::uint32_t>(source.columns)),
          down_(static_cast<std::uint32_t>(source.rows)),
          first_(across_),
          third_(across_),
          sums_(memory),
          past_(memory + width) {}

    // Writes 64 samples for each row. Rows -2, -1 and the `side` rows after the last are overwritten, too.
    void run(float* sampled) noexcept {
        for (std::size_t x = 0; x < memory_floats; ++x) sums_[x] = 0;
        for (std::size_t y = 0; y < source_.rows + down_.after; y += side) {
            first_.start();
            third_.start();
            for (std::size_t x = 0; x < source_.columns + (std::size_t{2} * across_.after); x += side) {
                const std::ptrdiff_t filtered =
                    static_cast<std::ptrdiff_t>(x) - static_cast<std::ptrdiff_t>(across_.after);
                if (y < source_.rows) filter_along(x, y);
                filter_down(x, y);
                third_.take(second_, side, filtered);
            }
            const std::ptrdiff_t row = static_cast<std::ptrdiff_t>(y) - static_cast<std::ptrdiff_t>(down_.after);
            third_.finish(sampled + (row * static_cast<std::ptrdiff_t>(grid)));
        }
    }

  private:
    // Luma of Lanes rows from y on and as many columns from x on. What lies beyond the picture may be anything.
    void luma_tile(std::size_t x, std::size_t y, V tile[Lanes]) const noexcept {
        constexpr std::size_t bytes = Floats<Lanes>::luma_bytes;
        const std::size_t row_bytes = source_.columns * Channels;
        const std::size_t end = source_.rows * row_bytes;
        const std::size_t at = (y * row_bytes) + (x * Channels);
        if (at + ((Lanes - 1) * row_bytes) + bytes <= end) {
            for (std::size_t l = 0; l < Lanes; ++l)
                tile[l] = Floats<Lanes>::template luma<Channels>(source_.pixels + at + (l * row_bytes));
            return;
        }
        for (std::size_t l = 0; l < Lanes; ++l) {
            const std::size_t begin = at + (l * row_bytes);
            std::uint8_t last[bytes] = {};
            for (std::size_t i = 0; i < bytes && begin + i < end; ++i) last[i] = source_.pixels[begin + i];
            tile[l] = Floats<Lanes>::template luma<Channels>(last);
        }
    }

    // The first filter: from pixels to rows_, whose column 0 is then column x - after of the picture.
    void filter_along(std::size_t x, std::size_t y) noexcept {
        for (std::size_t r = 0; r < side; r += Lanes)
            for (std::size_t c = 0; c < side; c += Lanes) {
                V tile[Lanes];
                luma_tile(x + c, y + r, tile);
                Vector<Lanes>::turn(tile);
                for (std::size_t l = 0; l < Lanes; ++l) store(first_.column(c + l) + r, tile[l]);
            }
        first_.run(static_cast<std::ptrdiff_t>(x),
                   [&](std::size_t i, std::uint32_t, auto make) { make(filtered_ + (i * side)); });
        for (std::size_t c = 0; c < side; c += Lanes)
            for (std::size_t r = 0; r < side; r += Lanes) turn(filtered_ + (c * side) + r, side, row(r) + c, side);
    }

    float* row(std::size_t r) noexcept { return rows_ + ((longest_window + r) * side); }

    // The second filter: from rows_ to second_, whose row 0 is then row y - after of the picture.
    void filter_down(std::size_t x, std::size_t y) noexcept {
        V sums[chains];
        for (std::size_t c = 0; c < chains; ++c) {
            sums[c] = load(sums_ + x + (c * Lanes));
            for (std::size_t r = 0; r < longest_window; ++r)
                store(rows_ + (r * side) + (c * Lanes), load(past_ + (r * width) + x + (c * Lanes)));
        }
        const auto enter = [&](std::size_t r) {
            for (std::size_t c = 0; c < chains; ++c) sums[c] += load(row(r) + (c * Lanes));
        };
        const auto leave = [&](std::size_t r) {
            for (std::size_t c = 0; c < chains; ++c) sums[c] -= load(row(r) - (down_.window * side) + (c * Lanes));
        };
        const auto emit = [&](std::size_t r, std::uint32_t count) {
            for (std::size_t c = 0; c < chains; ++c) store(second_ + (r * side) + (c * Lanes), divide(sums[c], count));
        };
        if (is_inside(down_, static_cast<std::ptrdiff_t>(y), side)) {
            for (std::size_t r = 0; r < side; ++r) {
                enter(r);
                leave(r);
                emit(r, down_.window);
            }
        } else {
            for (std::size_t r = 0; r < side && y + r < source_.rows + down_.after; ++r) {
                const auto step = static_cast<std::uint32_t>(y + r);
                if (step < down_.length) enter(r);
                if (step < down_.after) continue;
                if (step >= down_.window) leave(r);
                emit(r, samples_in_sum(down_, step));
            }
        }
        for (std::size_t c = 0; c < chains; ++c) {
            store(sums_ + x + (c * Lanes), sums[c]);
            for (std::size_t r = 0; r < longest_window; ++r)
                store(past_ + (r * width) + x + (c * Lanes), load(rows_ + ((side + r) * side) + (c * Lanes)));
        }
    }

    OrderedSource source_;
    BoxFilter across_;
    BoxFilter down_;
    AlongRows<Lanes> first_;
    SampledRows<Lanes> third_;
    float* sums_;  // the second filter's
    float* past_;  // the last rows that entered it
    alignas(64) float filtered_[side * side] = {};
    alignas(64) float rows_[(longest_window + side) * side] = {};
    alignas(64) float second_[side * side] = {};
};

}  // namespace
}  // namespace holdfast::imaging
