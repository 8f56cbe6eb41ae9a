// SPDX-License-Identifier: Apache-2.0
// Names as they are shown: made from what a file says, whatever it says.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace holdfast::contacts {

/// The text whose UTF-8 bytes were written as if each were a character (U+0080 to U+00FF); nothing where `text` is not
/// such a text.
[[nodiscard]] std::optional<std::string> without_mojibake(std::string_view text);

/// Without control characters, without blanks at its ends, cut at longest_name. `text` is UTF-8.
[[nodiscard]] std::string shown_name(std::string_view text);

/// The account in the path of an address: "https://www.instagram.com/_u/kim.example" -> "kim.example". Empty where
/// there is none.
[[nodiscard]] std::string_view account_of(std::string_view url) noexcept;

/// "Z&amp;o&#039;e" -> "Z&o'e": the few forms that exports use; others stay as they are.
[[nodiscard]] std::string without_entities(std::string_view text);

}  // namespace holdfast::contacts
