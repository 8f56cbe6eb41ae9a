// SPDX-License-Identifier: Apache-2.0
// Huffman codes of a baseline JPEG (ITU-T T.81 annex C and F) as tables that give a coefficient in one look.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "entropy_bits.hpp"

namespace holdfast::media {

/// A table as a file states it: counts[n] codes of n bits (1..16), then their symbols.
struct HuffmanSpec {
    std::span<const std::uint8_t, 17> counts;
    std::span<const std::uint8_t, 256> symbols;
};

class HuffmanLookup {
  public:
    static constexpr unsigned quick_bits = 11;
    static constexpr unsigned longest_code = 16;
    static constexpr unsigned end_of_block_run = 128;

    /// One step through a block: `run` zeros, then `value`. A run of end_of_block means that only zeros follow, one of
    /// no_such_code that the file is damaged.
    struct Step {
        int value = 0;
        unsigned run = 0;
    };
    static constexpr std::uint8_t end_of_block = 128;
    static constexpr std::uint8_t no_such_code = 255;

    /// Nothing when the counts do not make a prefix code, or a symbol could not stand in a baseline file.
    [[nodiscard]] static std::optional<HuffmanLookup> for_ac(const HuffmanSpec& spec) noexcept;
    [[nodiscard]] static std::optional<HuffmanLookup> for_dc(const HuffmanSpec& spec) noexcept;

    /// Reads an AC coefficient: 26 bits at most.
    [[nodiscard, gnu::always_inline]] Step read_coefficient(EntropyBits& bits) const noexcept {
        const std::uint32_t quick = coefficients_[bits.peek(quick_bits)];
        if (quick != 0) [[likely]] {
            bits.consume(quick & 63U);
            return {.value = static_cast<std::int32_t>(quick) >> 16, .run = (quick >> 8U) & 255U};
        }
        const Code code = read_code(bits);
        if (code.bits == 0) return {.run = no_such_code};
        const unsigned size = code.symbol & 15U;
        return {.value = read_value(bits, size), .run = run_of(code.symbol)};
    }

    /// Reads past an AC coefficient and gives its run: 26 bits at most.
    [[nodiscard, gnu::always_inline]] std::uint8_t skip_coefficient(EntropyBits& bits) const noexcept {
        const Skip quick = skips_[bits.peek(quick_bits)];
        if (quick.bits != 0) [[likely]] {
            bits.consume(quick.bits);
            return quick.run;
        }
        const Code code = read_code(bits);
        bits.consume(code.symbol & 15U);
        return code.bits == 0 ? no_such_code : run_of(code.symbol);
    }

    /// Reads the difference of a DC coefficient: 27 bits at most. Nothing when no code begins like this.
    [[nodiscard, gnu::always_inline]] std::optional<int> read_difference(EntropyBits& bits) const noexcept {
        const Code code = read_code(bits);
        if (code.bits == 0) return std::nullopt;
        return read_value(bits, code.symbol);
    }

  private:
    struct Code {
        std::uint8_t symbol = 0;
        std::uint8_t bits = 0;  // 0: no such code, or longer than quick_bits
    };
    /// A coefficient whose code fits quick_bits.
    struct Skip {
        std::uint8_t run = 0;
        std::uint8_t bits = 0;
    };

    [[nodiscard]] static std::optional<HuffmanLookup> create(const HuffmanSpec& spec) noexcept;
    void fill_coefficients() noexcept;

    [[nodiscard, gnu::always_inline]] Code read_code(EntropyBits& bits) const noexcept {
        Code code = codes_[bits.peek(quick_bits)];
        if (code.bits == 0) [[unlikely]]
            code = long_code(bits.peek(longest_code));
        bits.consume(code.bits);
        return code;
    }
    /// The code of more than quick_bits that `pattern` begins with; bits 0 when there is none.
    [[nodiscard]] Code long_code(std::uint32_t pattern) const noexcept;

    /// T.81 section F.2.2.1, table F.1: `size` bits, of which the first tells the sign.
    [[nodiscard]] static constexpr int value_of(std::uint32_t extra, unsigned size) noexcept {
        const auto value = static_cast<int>(extra);
        return (extra >> (size - 1)) != 0 ? value : value - (1 << size) + 1;
    }
    [[nodiscard, gnu::always_inline]] static int read_value(EntropyBits& bits, unsigned size) noexcept {
        if (size == 0) return 0;
        const int value = value_of(bits.peek(size), size);
        bits.consume(size);
        return value;
    }
    [[nodiscard]] static constexpr std::uint8_t run_of(unsigned symbol) noexcept {
        constexpr unsigned sixteen_zeros = 0xf0;
        const bool ends = (symbol & 15U) == 0 && symbol != sixteen_zeros;
        return ends ? end_of_block : static_cast<std::uint8_t>(symbol >> 4U);
    }

    /// A coefficient whose code and value fit quick_bits: value in the upper half, then run, then bits. 0: they do not
    /// fit.
    std::array<std::uint32_t, 1U << quick_bits> coefficients_{};
    std::array<Skip, 1U << quick_bits> skips_{};
    std::array<Code, 1U << quick_bits> codes_{};
    std::array<std::uint8_t, 256> symbols_{};
    std::array<std::int32_t, 17> limit_{};   // first 16-bit pattern past the codes of n bits
    std::array<std::int32_t, 17> offset_{};  // index into symbols_ of code c of n bits is c + offset_[n]
};

}  // namespace holdfast::media
