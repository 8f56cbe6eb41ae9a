// SPDX-License-Identifier: Apache-2.0
// WebAssembly's 128-bit vectors (in every browser since 2021). Compiled with -msimd128.
#include <wasm_simd128.h>

#include "kernels/built_kernels.hpp"
#include "kernels/portable_loops.hpp"

namespace holdfast::imaging {
namespace {

constexpr std::size_t rows_a_band = 8;

void weigh_rows(const std::uint8_t* const* rows, const std::int16_t* weights, std::size_t count, std::size_t bytes,
                std::int32_t* sums) noexcept {
    const v128_t zero = wasm_i32x4_splat(0);
    std::size_t done = 0;
    do {
        const std::size_t band = count - done < rows_a_band ? count - done : rows_a_band;
        std::size_t x = 0;
        for (; x + 16 <= bytes; x += 16) {
            v128_t sum[4];
            for (int v = 0; v < 4; ++v) sum[v] = done == 0 ? zero : wasm_v128_load(sums + x + (4 * v));
            for (std::size_t r = done; r < done + band; r += 2) {
                const bool pair = r + 1 < done + band;
                const std::int16_t second = pair ? weights[r + 1] : std::int16_t{0};
                const v128_t weight =
                    wasm_i16x8_make(weights[r], second, weights[r], second, weights[r], second, weights[r], second);
                const v128_t a = wasm_v128_load(rows[r] + x);
                const v128_t b = pair ? wasm_v128_load(rows[r + 1] + x) : zero;
                const v128_t low = wasm_i8x16_shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
                const v128_t high =
                    wasm_i8x16_shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
                sum[0] = wasm_i32x4_add(sum[0], wasm_i32x4_dot_i16x8(wasm_u16x8_extend_low_u8x16(low), weight));
                sum[1] = wasm_i32x4_add(sum[1], wasm_i32x4_dot_i16x8(wasm_u16x8_extend_high_u8x16(low), weight));
                sum[2] = wasm_i32x4_add(sum[2], wasm_i32x4_dot_i16x8(wasm_u16x8_extend_low_u8x16(high), weight));
                sum[3] = wasm_i32x4_add(sum[3], wasm_i32x4_dot_i16x8(wasm_u16x8_extend_high_u8x16(high), weight));
            }
            for (int v = 0; v < 4; ++v) wasm_v128_store(sums + x + (4 * v), sum[v]);
        }
        for (; x < bytes; ++x) {
            std::int32_t sum = done == 0 ? 0 : sums[x];
            for (std::size_t r = done; r < done + band; ++r) sum += std::int32_t{weights[r]} * rows[r][x];
            sums[x] = sum;
        }
        done += band;
    } while (done < count);
}

v128_t weigh_run(const std::int16_t* run, const std::int16_t* weights, std::size_t count) noexcept {
    v128_t sum = wasm_i32x4_dot_i16x8(wasm_v128_load(run), wasm_v128_load(weights));
    for (std::size_t x = 8; x < count; x += 8)
        sum = wasm_i32x4_add(sum, wasm_i32x4_dot_i16x8(wasm_v128_load(run + x), wasm_v128_load(weights + x)));
    return sum;
}

void weigh_columns(const std::int16_t* planes, std::size_t count, std::size_t stride, const Taps* outputs,
                   const std::int16_t* weights, std::int32_t (*out)[grid]) noexcept {
    for (std::size_t k = 0; k < grid; k += 4) {
        const Taps* const taps = outputs + k;
        for (std::size_t p = 0; p < count; ++p) {
            const std::int16_t* const samples = planes + (p * stride);
            v128_t part[4];
            for (std::size_t m = 0; m < 4; ++m)
                part[m] = weigh_run(samples + taps[m].start, weights + taps[m].offset, taps[m].count);
            const v128_t first = wasm_i32x4_add(wasm_i32x4_shuffle(part[0], part[1], 0, 4, 1, 5),
                                                wasm_i32x4_shuffle(part[0], part[1], 2, 6, 3, 7));
            const v128_t second = wasm_i32x4_add(wasm_i32x4_shuffle(part[2], part[3], 0, 4, 1, 5),
                                                 wasm_i32x4_shuffle(part[2], part[3], 2, 6, 3, 7));
            wasm_v128_store(out[p] + k, wasm_i32x4_add(wasm_i32x4_shuffle(first, second, 0, 1, 4, 5),
                                                       wasm_i32x4_shuffle(first, second, 2, 3, 6, 7)));
        }
    }
}

constexpr KernelTable table = [] {
    KernelTable t = portable_table;
    t.weigh_rows = weigh_rows;
    t.weigh_columns = weigh_columns;
    return t;
}();

}  // namespace

const KernelTable& wasm_kernels() noexcept {
    return table;
}

}  // namespace holdfast::imaging
