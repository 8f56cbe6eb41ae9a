// SPDX-License-Identifier: Apache-2.0
// The number of a case, for people to say and copy: "HF-7K3Q-9XWM-C". Random, not derived from any secret.
//
// 40 bits in eight characters of Crockford's base32 (0-9 A-Z without I, L, O, U) and a check character, a linear code
// over GF(32): every single wrong character and every swap of two characters is caught.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>

namespace holdfast::sealing {

struct CaseNumber {
    std::array<std::byte, 5> bits{};
    friend constexpr bool operator==(const CaseNumber&, const CaseNumber&) noexcept = default;
};

enum class CaseNumberError : std::uint8_t {
    wrong_length,   ///< not nine characters after the prefix
    bad_character,  ///< a character that never occurs, such as U
    bad_check,      ///< mistyped: the check character does not fit
};

/// "HF-XXXX-XXXX-C": the canonical form, the only one that is stored or sent.
[[nodiscard]] std::string to_text(const CaseNumber& number);

/// Forgiving: lower case; O for 0, I and L for 1; dashes and spaces anywhere or nowhere; "HF" may be missing.
[[nodiscard]] std::expected<CaseNumber, CaseNumberError> case_number_from_text(std::string_view text) noexcept;

}  // namespace holdfast::sealing
