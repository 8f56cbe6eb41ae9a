// SPDX-License-Identifier: Apache-2.0
// Pictures, sound and film that hide in files of words. A case of somebody under 18 takes words alone: this says
// whether a file that is text by its type is text all through. Nothing is decoded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>

namespace holdfast::evidence {

enum class EmbeddedMedia : std::uint8_t {
    not_words,  ///< bytes that are not UTF-8 text
    data_uri,   ///< "data:image/…" and the like
    mail_part,  ///< a mail's part that is an image, sound, film, or an attached file in base64
    encoded,    ///< a long run of base64 or uuencode: words have spaces
};
/// A word that is shown nowhere by itself: "not-words", "data-uri", "mail-part", "encoded".
[[nodiscard]] std::string_view to_text(EmbeddedMedia found) noexcept;

/// A run of base64 below this many characters (384 bytes) is let pass: names, tokens and addresses are such.
inline constexpr std::size_t longest_plain_run = 512;

/// Where something that is not words lies in a text.
struct FoundMedium {
    std::size_t begin = 0;
    std::size_t end = 0;  ///< behind it; greater than begin
    EmbeddedMedia what = EmbeddedMedia::encoded;
};
/// The first one that begins at `from` or after it. Cost: linear.
[[nodiscard]] std::optional<FoundMedium> next_medium(std::string_view text, std::size_t from) noexcept;

/// Nothing, or the first kind that was found. Mentions of a file ("<attached: 00012.jpg>") are words, and stay.
/// Cost: linear.
[[nodiscard]] std::expected<void, EmbeddedMedia> holds_words_alone(std::string_view file) noexcept;

}  // namespace holdfast::evidence
