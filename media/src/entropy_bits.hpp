// SPDX-License-Identifier: Apache-2.0
// Bits of a JPEG scan, most significant first, with the zero byte after each 0xFF taken out (ITU-T T.81 section
// F.2.2.5).
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace holdfast::media {

/// Reads stop at the first marker or at the end; from there on zeros are given, and overran() says that some were used.
/// Usage: refill() at least once for every 56 bits, then peek() and consume(). Copy it into a local variable for a
/// loop: all is inlined, so that the compiler can keep it in registers.
class EntropyBits {
  public:
    EntropyBits(const std::uint8_t* begin, const std::uint8_t* end) noexcept : next_(begin), end_(end) {}

    /// At least 56 bits can be looked at afterwards, 63 at most. Eight bytes at once while none of them is 0xFF; bits
    /// below count_ are then those of bytes not yet counted, so that setting them again changes nothing.
    [[gnu::always_inline]] void refill() noexcept {
        if (end_ - next_ >= 8) [[likely]] {
            std::uint64_t bytes = 0;
            std::memcpy(&bytes, next_, sizeof bytes);
            if constexpr (std::endian::native == std::endian::little) bytes = __builtin_bswap64(bytes);
            constexpr std::uint64_t ones = 0x0101010101010101U;
            if (((~bytes - ones) & bytes & (ones << 7U)) == 0) [[likely]] {
                window_ |= bytes >> static_cast<unsigned>(count_);
                const int taken = (63 - count_) >> 3;
                next_ += taken;
                count_ += taken * 8;
                return;
            }
        }
        refill_bytewise();
    }
    /// The next `bits` (1..32) without moving.
    [[nodiscard, gnu::always_inline]] std::uint32_t peek(unsigned bits) const noexcept {
        return static_cast<std::uint32_t>(window_ >> (64U - bits));
    }
    [[gnu::always_inline]] void consume(unsigned bits) noexcept {
        window_ <<= bits;
        count_ -= static_cast<int>(bits);
    }
    [[nodiscard]] bool overran() const noexcept { return padding_ > count_; }

    /// Goes past restart marker `number` (0..7), of which nothing but the last byte's filling may stand before.
    [[nodiscard]] bool pass_restart(unsigned number) noexcept {
        if (overran()) return false;
        refill_bytewise();
        if (count_ - padding_ >= 8 || end_ - next_ < 2 || next_[0] != 0xff || next_[1] != 0xd0 + number) return false;
        next_ += 2;
        window_ = 0;
        count_ = 0;
        padding_ = 0;
        return true;
    }

  private:
    [[gnu::always_inline]] void refill_bytewise() noexcept {
        while (count_ < 56) {
            std::uint64_t byte = 0;
            if (next_ < end_ && (next_[0] != 0xff || (end_ - next_ >= 2 && next_[1] == 0))) {
                byte = next_[0];
                next_ += byte == 0xff ? 2 : 1;
            } else {
                padding_ += 8;
            }
            window_ |= byte << static_cast<unsigned>(56 - count_);
            count_ += 8;
        }
    }

    const std::uint8_t* next_;
    const std::uint8_t* end_;
    std::uint64_t window_ = 0;  // the next bits, left-aligned
    int count_ = 0;             // how many of them are counted, padding included
    int padding_ = 0;           // how many zeros were put behind the data
};

}  // namespace holdfast::media
