// SPDX-License-Identifier: Apache-2.0
// Codes laid out for scanning.
//
// Beside each 256-bit code stands its fold: 96 bits, each the exclusive or of two or three bits of the code. Two codes
// that differ in d bits have folds that differ in at most d bits (one flipped bit of a code flips one bit of its fold),
// so whatever is within a radius passes the fold's test for it: the filter loses nothing. Of unrelated codes 3 in
// 10,000 pass at radius 31. Folding uses every bit and evens out the bias and the correlation that the bits of real
// pictures have; no bit needs choosing.
//
// Memory: 44 bytes a code. A scan reads 12 of them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "holdfast/core/fingerprint.hpp"

namespace holdfast::match {

struct Fold96 {
    std::array<std::uint32_t, 3> words{};
    friend constexpr bool operator==(const Fold96&, const Fold96&) noexcept = default;
};

[[nodiscard]] constexpr Fold96 fold(const Code256& code) noexcept {
    const auto part = [&](unsigned i) { return static_cast<std::uint32_t>(code.words[i / 2] >> (32U * (i % 2))); };
    return Fold96{{part(0) ^ part(3) ^ part(6), part(1) ^ part(4) ^ part(7), part(2) ^ part(5)}};
}

/// 512 codes and their folds. The folds lie word by word, 6 KiB in all, so that they stay in the first-level cache
/// while several queries meet them. Places that nobody set hold the zero code; how many are in use is the caller's to
/// know.
class alignas(64) CodeBlock {
  public:
    static constexpr std::size_t capacity = 512;
    using FoldWords = std::array<std::array<std::uint32_t, capacity>, 3>;

    void set(std::size_t place, const Code256& code) noexcept {
        const Fold96 folded = fold(code);
        for (std::size_t k = 0; k < 3; ++k) folds_[k][place] = folded.words[k];
        codes_[place] = code;
    }
    [[nodiscard]] const Code256& operator[](std::size_t place) const noexcept { return codes_[place]; }
    [[nodiscard]] const FoldWords& folds() const noexcept { return folds_; }

  private:
    FoldWords folds_{};
    std::array<Code256, capacity> codes_{};
};

}  // namespace holdfast::match
