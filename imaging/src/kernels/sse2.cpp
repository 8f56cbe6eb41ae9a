// SPDX-License-Identifier: Apache-2.0
// The x86-64 baseline: 128-bit vectors, no test of the processor needed.
#include <emmintrin.h>

#include "kernels/built_kernels.hpp"
#include "kernels/x86_loops.hpp"

namespace holdfast::imaging {
namespace {

struct Wide {
    using V = __m128i;
    static constexpr std::size_t bytes = 16;

    static V load(const void* from) noexcept { return _mm_loadu_si128(static_cast<const __m128i*>(from)); }
    static void store(std::int32_t* to, V v) noexcept { _mm_storeu_si128(reinterpret_cast<__m128i*>(to), v); }
    static V repeat(std::int32_t word) noexcept { return _mm_set1_epi32(word); }
    static V low_bytes(V a, V b) noexcept { return _mm_unpacklo_epi8(a, b); }
    static V high_bytes(V a, V b) noexcept { return _mm_unpackhi_epi8(a, b); }
    static V add(V a, V b) noexcept { return _mm_add_epi32(a, b); }
    static V add_products(V sum, V pairs, V weight) noexcept {
        return _mm_add_epi32(sum, _mm_madd_epi16(pairs, weight));
    }
    static void sort(V*) noexcept {}  // one lane: in order already
};

constexpr KernelTable table = x86_table<Wide>();

}  // namespace

const KernelTable& sse2_kernels() noexcept {
    return table;
}

}  // namespace holdfast::imaging
