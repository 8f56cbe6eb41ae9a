// SPDX-License-Identifier: Apache-2.0
// Huffman codes of a baseline JPEG (ITU-T T.81 annexes C and F) as tables that give what a decoder of blocks wants in
// one look: a DC difference, one or two AC coefficients, or how far the codes in sight lead through a block that is
// skipped.
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

/// Runs that are none: only zeros follow, and the file is damaged.
inline constexpr unsigned end_of_block = 128;
inline constexpr unsigned no_such_code = 255;

/// The codes themselves. A symbol's low half tells how many bits of value follow.
class HuffmanCodes {
  public:
    static constexpr unsigned quick_bits = 11;
    static constexpr unsigned longest_code = 16;

    struct Code {
        std::uint8_t symbol = 0;
        std::uint8_t bits = 0;  ///< 0: no such code

        /// Bits of the value that follows.
        [[nodiscard]] constexpr unsigned size() const noexcept { return symbol & 15U; }
        /// Of an AC symbol: how many zeros come before the value, or one of the two above.
        [[nodiscard]] constexpr unsigned run() const noexcept {
            constexpr std::uint8_t sixteen_zeros = 0xf0;
            if (bits == 0) return no_such_code;
            return size() == 0 && symbol != sixteen_zeros ? end_of_block : symbol >> 4U;
        }
    };

    enum class Purpose : std::uint8_t { dc, ac };
    /// Nothing when the counts do not make a prefix code or use up the code of ones alone, which is no code (T.81 annex
    /// C) and which libjpeg refuses, or when a symbol could not stand in a baseline file.
    [[nodiscard]] static std::optional<HuffmanCodes> create(const HuffmanSpec& spec, Purpose purpose) noexcept;

    /// The code that the next 16 bits begin with; it is not consumed.
    [[nodiscard, gnu::always_inline]] Code find(const EntropyBits& bits) const noexcept {
        const Code code = codes_[bits.peek(quick_bits)];
        return code.bits != 0 ? code : long_code(bits.peek(longest_code));
    }
    /// The code that lies wholly in the first `known` bits of a pattern of quick_bits.
    [[nodiscard]] Code find(std::uint32_t pattern, unsigned known) const noexcept {
        const Code code = codes_[pattern];
        return code.bits <= known ? code : Code{};
    }

  private:
    /// The code of more than quick_bits that `pattern` begins with.
    [[nodiscard]] Code long_code(std::uint32_t pattern) const noexcept;

    std::array<Code, 1U << quick_bits> codes_{};
    std::array<std::uint8_t, 256> symbols_{};
    std::array<std::int32_t, 17> limit_{};   // first 16-bit pattern past the codes of n bits
    std::array<std::int32_t, 17> offset_{};  // index into symbols_ of code c of n bits is c + offset_[n]
};

/// T.81 section F.2.2.1, table F.1: `size` bits, of which the first tells the sign.
[[nodiscard]] constexpr int coefficient_value(std::uint32_t extra, unsigned size) noexcept {
    if (size == 0) return 0;
    const auto value = static_cast<int>(extra);
    return (extra >> (size - 1)) != 0 ? value : value - (1 << size) + 1;
}

[[nodiscard, gnu::always_inline]] inline int read_value(EntropyBits& bits, unsigned size) noexcept {
    if (size == 0) return 0;
    const int value = coefficient_value(bits.peek(size), size);
    bits.consume(size);
    return value;
}

/// Differences of DC coefficients.
class DcLookup {
  public:
    [[nodiscard]] static std::optional<DcLookup> create(const HuffmanSpec& spec) noexcept;

    /// Reads one: 27 bits at most. Nothing when no code begins like this.
    [[nodiscard, gnu::always_inline]] std::optional<int> read(EntropyBits& bits) const noexcept {
        const std::int32_t quick = quick_[bits.peek(HuffmanCodes::quick_bits)];
        if (quick != 0) [[likely]] {
            bits.consume(static_cast<unsigned>(quick) & 63U);
            return quick >> 8;
        }
        const auto code = codes_.find(bits);
        if (code.bits == 0) return std::nullopt;
        bits.consume(code.bits);
        return read_value(bits, code.symbol);
    }

  private:
    explicit DcLookup(const HuffmanCodes& codes) noexcept;

    std::array<std::int32_t, 1U << HuffmanCodes::quick_bits> quick_{};  // value * 256 + bits; 0: they do not fit
    HuffmanCodes codes_;
};

/// AC coefficients, of which two come with one look when their codes and values are short.
class AcLookup {
  public:
    /// One or two coefficients, and where they stand counted from where the block was: at `first` and `second`; it goes
    /// on at `next`. An end of the block stands at end_of_block or past it, as the first or the second. Where there is
    /// no second, its value is 0 and its place the next one. All 0 when not even the first fits into the bits in sight.
    struct Pair {
        std::uint8_t bits = 0;
        std::uint8_t first = 0, second = 0, next = 0;
        std::int16_t first_value = 0, second_value = 0;
    };
    struct Step {
        int value = 0;
        unsigned run = 0;
    };

    [[nodiscard]] static std::optional<AcLookup> create(const HuffmanSpec& spec) noexcept;

    /// What the next bits begin with; nothing is consumed.
    [[nodiscard, gnu::always_inline]] Pair look(const EntropyBits& bits) const noexcept {
        return pairs_[bits.peek(HuffmanCodes::quick_bits)];
    }
    /// Reads one coefficient that look() does not give: 26 bits at most.
    [[nodiscard, gnu::always_inline]] Step read_long(EntropyBits& bits) const noexcept {
        const auto code = codes_.find(bits);
        bits.consume(code.bits);
        return {.value = read_value(bits, code.size()), .run = code.run()};
    }

  private:
    explicit AcLookup(const HuffmanCodes& codes) noexcept;

    std::array<Pair, 1U << HuffmanCodes::quick_bits> pairs_{};
    HuffmanCodes codes_;
};

/// The way through AC coefficients that nobody wants.
class AcSkipLookup {
  public:
    /// As many coefficients as are in sight: how many places they lead on, their bits, and whether the block ends
    /// behind them. `bits` 0: none.
    struct Leap {
        std::uint8_t places = 0;
        std::uint8_t bits : 7 = 0;
        std::uint8_t ends : 1 = 0;
    };

    [[nodiscard]] static std::optional<AcSkipLookup> create(const HuffmanSpec& spec) noexcept;

    /// What the next bits begin with, 21 bits at most; nothing is consumed.
    [[nodiscard, gnu::always_inline]] Leap look(const EntropyBits& bits) const noexcept {
        return leaps_[bits.peek(HuffmanCodes::quick_bits)];
    }
    /// Reads past one coefficient and gives its run: 26 bits at most.
    [[nodiscard, gnu::always_inline]] unsigned read_one(EntropyBits& bits) const noexcept {
        const auto code = codes_.find(bits);
        bits.consume(code.bits + code.size());
        return code.run();
    }

  private:
    explicit AcSkipLookup(const HuffmanCodes& codes) noexcept;

    std::array<Leap, 1U << HuffmanCodes::quick_bits> leaps_{};
    HuffmanCodes codes_;
};

}  // namespace holdfast::media
