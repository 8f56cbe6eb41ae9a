// SPDX-License-Identifier: Apache-2.0
// Fingerprints of pictures: a 256-bit perceptual code, what made it, and how much detail it rests on.
//
// A code is sensitive data: whoever holds it can test guesses and rebuild a likeness. Never log one, never put one in a
// URL.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "holdfast/core/hex.hpp"

namespace holdfast {

/// A 256-bit code. Bit k (0..255) is bit k % 64 of words[k / 64]; for PDQ, k = 16 * i + j is DCT row i + 1, column j
/// + 1.
struct Code256 {
    std::array<std::uint64_t, 4> words{};

    friend constexpr bool operator==(const Code256&, const Code256&) noexcept = default;
    friend constexpr auto operator<=>(const Code256&, const Code256&) noexcept = default;

    [[nodiscard]] constexpr bool bit(unsigned k) const noexcept { return ((words[k / 64U] >> (k % 64U)) & 1U) != 0; }
    constexpr void set_bit(unsigned k) noexcept { words[k / 64U] |= std::uint64_t{1} << (k % 64U); }
    /// Number of one bits, 0..256.
    [[nodiscard]] constexpr int popcount() const noexcept {
        return std::popcount(words[0]) + std::popcount(words[1]) + std::popcount(words[2]) + std::popcount(words[3]);
    }
};

/// Hamming distance, 0..256.
[[nodiscard]] constexpr int distance(const Code256& a, const Code256& b) noexcept {
    return std::popcount(a.words[0] ^ b.words[0]) + std::popcount(a.words[1] ^ b.words[1]) +
           std::popcount(a.words[2] ^ b.words[2]) + std::popcount(a.words[3] ^ b.words[3]);
}

/// 64 lower-case hexadecimal digits, bit 255 first: PDQ's own text form.
[[nodiscard]] std::string to_hex(const Code256& code);
/// The reverse; upper case and any other length are refused.
[[nodiscard]] std::expected<Code256, HexError> code_from_hex(std::string_view text) noexcept;

/// What made a code. Codes of one family are compared with one another; the number after the letter is the algorithm's
/// version.
enum class FingerprintKind : std::uint8_t {
    pdq = 1,     ///< "pdq": PDQ made by somebody else's software
    pdq_r1 = 2,  ///< "pdq-r1": the reference's rules (nearest-neighbour squash to 512 x 512 where a side exceeds 512)
    pdq_c1 = 3,  ///< "pdq-c1": the canonical form, integer arithmetic over full resolution, EXIF orientation applied
};

/// The text form, such as "pdq-c1".
[[nodiscard]] std::string_view to_text(FingerprintKind kind) noexcept;
enum class KindError : std::uint8_t { unknown };
[[nodiscard]] std::expected<FingerprintKind, KindError> kind_from_text(std::string_view text) noexcept;

/// One code with its kind and quality: the unit that is banked and looked up.
struct Signal {
    FingerprintKind kind = FingerprintKind::pdq;
    std::uint8_t quality =
        0;  ///< PDQ quality, 0..100: how much detail the code rests on; below min_quality it does not match well
    Code256 code;

    friend constexpr bool operator==(const Signal&, const Signal&) noexcept = default;
};

/// PDQ's own advice: discard quality 49 and below.
inline constexpr int min_quality = 50;
/// The widest radius that anybody but the operator may ask for. "Within" means <= everywhere.
inline constexpr int max_partner_radius = 31;
/// The widest radius at all.
inline constexpr int max_operator_radius = 63;

}  // namespace holdfast
