// SPDX-License-Identifier: Apache-2.0
// What Unicode says of single characters, as far as telling file names apart needs it. Zero stands for "no character".
#pragma once

#include <array>
#include <cstdint>

namespace holdfast::evidence {

/// One step of canonical decomposition; the character itself where there is none. The first of two may go further.
[[nodiscard]] std::array<char32_t, 2> canonical_split(char32_t c) noexcept;
/// Canonical combining class; 0 for characters that stay where they are.
[[nodiscard]] std::uint8_t combining_class(char32_t c) noexcept;
/// Full case folding (C and F of CaseFolding.txt); the character itself where it has no case.
[[nodiscard]] std::array<char32_t, 3> case_fold(char32_t c) noexcept;

}  // namespace holdfast::evidence
