// SPDX-License-Identifier: Apache-2.0
#include "holdfast/match/kernel.hpp"

#include <bit>

#include "filter.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace holdfast::match {
namespace {

constexpr std::size_t capacity = CodeBlock::capacity;

// Always inlined, so that each caller's target decides how a bit count is done.
[[gnu::always_inline]] inline bool filter_by_words(const CodeBlock& block, const Fold96& query, int radius,
                                                   PassMask& pass) noexcept {
    const CodeBlock::FoldWords& folds = block.folds();
    const std::uint64_t low_query = query.words[0] | (std::uint64_t{query.words[1]} << 32U);
    std::uint64_t any = 0;
    for (std::size_t word = 0; word < capacity / 64; ++word) {
        std::uint64_t bits = 0;
        for (std::size_t place = 0; place < 64; ++place) {
            const std::size_t i = word * 64 + place;
            const std::uint64_t low = folds[0][i] | (std::uint64_t{folds[1][i]} << 32U);
            const int distance = std::popcount(low ^ low_query) + std::popcount(folds[2][i] ^ query.words[2]);
            bits |= static_cast<std::uint64_t>(distance <= radius) << place;
        }
        pass[word] = bits;
        any |= bits;
    }
    return any != 0;
}

[[gnu::always_inline]] inline bool compare_by_words(const CodeBlock& block, const Code256& query, int radius,
                                                    PassMask& pass) noexcept {
    std::uint64_t any = 0;
    for (std::size_t word = 0; word < capacity / 64; ++word) {
        std::uint64_t bits = 0;
        for (std::size_t place = 0; place < 64; ++place) {
            const Code256& code = block[word * 64 + place];
            int differing = 0;
            for (std::size_t k = 0; k < 4; ++k) differing += std::popcount(code.words[k] ^ query.words[k]);
            bits |= static_cast<std::uint64_t>(differing <= radius) << place;
        }
        pass[word] = bits;
        any |= bits;
    }
    return any != 0;
}

bool compare_portable(const CodeBlock& block, const Code256& query, int radius, PassMask& pass) noexcept {
    return compare_by_words(block, query, radius, pass);
}

bool filter_portable(const CodeBlock& block, const Fold96& query, int radius, PassMask& pass) noexcept {
    return filter_by_words(block, query, radius, pass);
}

#if defined(__x86_64__)

[[gnu::target("popcnt")]] bool filter_popcnt(const CodeBlock& block, const Fold96& query, int radius,
                                             PassMask& pass) noexcept {
    return filter_by_words(block, query, radius, pass);
}

[[gnu::target("popcnt")]] bool compare_popcnt(const CodeBlock& block, const Code256& query, int radius,
                                              PassMask& pass) noexcept {
    return compare_by_words(block, query, radius, pass);
}

[[gnu::target("avx2")]] bool filter_avx2(const CodeBlock& block, const Fold96& query, int radius,
                                         PassMask& pass) noexcept {
    const CodeBlock::FoldWords& folds = block.folds();
    // Bits of a nibble, for each half of the register (Muła, "SSSE3: fast popcount").
    const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,  //
                                           0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    const __m256i nibble = _mm256_set1_epi8(0x0f);
    const __m256i ones_8 = _mm256_set1_epi8(1);
    const __m256i ones_16 = _mm256_set1_epi16(1);
    const __m256i limit = _mm256_set1_epi32(radius);
    const __m256i wanted[3] = {_mm256_set1_epi32(std::bit_cast<int>(query.words[0])),
                               _mm256_set1_epi32(std::bit_cast<int>(query.words[1])),
                               _mm256_set1_epi32(std::bit_cast<int>(query.words[2]))};
    std::uint64_t any = 0;
    for (std::size_t word = 0; word < capacity / 64; ++word) {
        std::uint64_t bits = 0;
        for (std::size_t step = 0; step < 8; ++step) {
            __m256i in_bytes = _mm256_setzero_si256();  // at most 3 * 8 a byte
            for (std::size_t k = 0; k < 3; ++k) {
                const __m256i held =
                    _mm256_load_si256(reinterpret_cast<const __m256i*>(&folds[k][word * 64 + step * 8]));
                const __m256i differ = _mm256_xor_si256(held, wanted[k]);
                const __m256i low = _mm256_and_si256(differ, nibble);
                const __m256i high = _mm256_and_si256(_mm256_srli_epi16(differ, 4), nibble);
                in_bytes = _mm256_add_epi8(
                    in_bytes, _mm256_add_epi8(_mm256_shuffle_epi8(table, low), _mm256_shuffle_epi8(table, high)));
            }
            const __m256i distance = _mm256_madd_epi16(_mm256_maddubs_epi16(in_bytes, ones_8), ones_16);
            const int beyond = _mm256_movemask_ps(_mm256_castsi256_ps(_mm256_cmpgt_epi32(distance, limit)));
            bits |= static_cast<std::uint64_t>(static_cast<unsigned>(~beyond) & 0xffU) << (step * 8);
        }
        pass[word] = bits;
        any |= bits;
    }
    return any != 0;
}

[[gnu::target("avx512f,avx512vpopcntdq")]] bool filter_avx512(const CodeBlock& block, const Fold96& query, int radius,
                                                              PassMask& pass) noexcept {
    const CodeBlock::FoldWords& folds = block.folds();
    const __m512i limit = _mm512_set1_epi32(radius);
    const __m512i wanted_0 = _mm512_set1_epi32(std::bit_cast<int>(query.words[0]));
    const __m512i wanted_1 = _mm512_set1_epi32(std::bit_cast<int>(query.words[1]));
    const __m512i wanted_2 = _mm512_set1_epi32(std::bit_cast<int>(query.words[2]));
    std::uint64_t any = 0;
    for (std::size_t word = 0; word < capacity / 64; ++word) {
        std::uint64_t bits = 0;
        for (std::size_t step = 0; step < 4; ++step) {
            const std::size_t i = word * 64 + step * 16;
            const __m512i d0 = _mm512_popcnt_epi32(_mm512_xor_si512(_mm512_load_si512(&folds[0][i]), wanted_0));
            const __m512i d1 = _mm512_popcnt_epi32(_mm512_xor_si512(_mm512_load_si512(&folds[1][i]), wanted_1));
            const __m512i d2 = _mm512_popcnt_epi32(_mm512_xor_si512(_mm512_load_si512(&folds[2][i]), wanted_2));
            const __m512i distance = _mm512_add_epi32(_mm512_add_epi32(d0, d1), d2);
            bits |= static_cast<std::uint64_t>(_mm512_cmple_epi32_mask(distance, limit)) << (step * 16);
        }
        pass[word] = bits;
        any |= bits;
    }
    return any != 0;
}

#endif

}  // namespace

bool supported(Kernel kernel) noexcept {
    switch (kernel) {
        case Kernel::portable:
            return true;
#if defined(__x86_64__)
        case Kernel::popcnt:
            return __builtin_cpu_supports("popcnt") != 0;
        case Kernel::avx2:
            return __builtin_cpu_supports("avx2") != 0;
        case Kernel::avx512:
            return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512vpopcntdq") != 0;
#endif
        default:
            return false;
    }
}

Kernel best_kernel() noexcept {
    Kernel best = Kernel::portable;
    for (const Kernel kernel : all_kernels) {
        if (supported(kernel)) best = kernel;
    }
    return best;
}

std::string_view to_text(Kernel kernel) noexcept {
    switch (kernel) {
        case Kernel::portable:
            return "portable";
        case Kernel::popcnt:
            return "popcnt";
        case Kernel::avx2:
            return "avx2";
        case Kernel::avx512:
            return "avx512";
    }
    return "unknown";
}

Filter filter_of(Kernel kernel) noexcept {
    switch (kernel) {
#if defined(__x86_64__)
        case Kernel::popcnt:
            return filter_popcnt;
        case Kernel::avx2:
            return filter_avx2;
        case Kernel::avx512:
            return filter_avx512;
#endif
        default:
            return filter_portable;
    }
}

Comparison comparison_of(Kernel kernel) noexcept {
#if defined(__x86_64__)
    // Every processor with AVX2 has POPCNT; full comparisons are too rare to deserve more.
    if (kernel != Kernel::portable) return compare_popcnt;
#endif
    static_cast<void>(kernel);
    return compare_portable;
}

}  // namespace holdfast::match
