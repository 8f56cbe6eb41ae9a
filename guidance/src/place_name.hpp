// SPDX-License-Identifier: Apache-2.0
// Names of places brought to one form, so that people need not know how a council writes its own.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::guidance {

/// A place's name as lower-case words of a to z and digits: accents and apostrophes gone, "&" as "and", "Saint" as
/// "st", every other sign a space. "Bristol, City of" gives bristol, city, of.
[[nodiscard]] std::vector<std::string> place_words(std::string_view text);

/// Without what people leave out or add at either end: "City of", "County", "London Borough of", "Council", "Cyngor".
/// A name of such words alone stays as it is.
[[nodiscard]] std::span<const std::string> place_core(std::span<const std::string> words) noexcept;

/// Whether `part` stands in `words`, word by word, side by side.
[[nodiscard]] bool holds_words(std::span<const std::string> words, std::span<const std::string> part) noexcept;

/// Whether the words can tell one place from others: "north" and "city of" cannot.
[[nodiscard]] bool tells_a_place(std::span<const std::string> words) noexcept;

/// The letters that a postcode begins with, in capitals, where the text is a postcode, begins like one, or is one or
/// two letters alone. "bs1 4dj", "BS1" and "bs" give BS.
[[nodiscard]] std::optional<std::string> postcode_letters(std::string_view text);

}  // namespace holdfast::guidance
