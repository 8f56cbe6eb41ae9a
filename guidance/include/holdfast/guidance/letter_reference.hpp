// SPDX-License-Identifier: Apache-2.0
// The reference number of one letter: "4821-7730-5261", for people to say, write down and find again. Ten random digits
// and two check digits (ISO 7064, MOD 97-10, as in an IBAN: every wrong digit and every swap of neighbours is noticed).
// Digits alone, because they can be said in every language. It is derived from nothing and tells nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace holdfast::guidance {

/// From random bits that the caller drew. Ten digits of them count; that some numbers are likelier is below 1e-9.
[[nodiscard]] std::string letter_reference(std::uint64_t random);

/// Three groups of four digits with dashes, and check digits that fit: nothing else may stand as a reference.
[[nodiscard]] bool is_letter_reference(std::string_view text) noexcept;

/// The shape of a case number, "HF-7K3Q-9XWM-C" (docs/formats/case-keys.md). Its check character is not looked at here.
[[nodiscard]] bool is_case_number(std::string_view text) noexcept;

}  // namespace holdfast::guidance
