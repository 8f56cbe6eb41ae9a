// SPDX-License-Identifier: Apache-2.0
// The steps of taking words out of a file, each appending to a text and counting what it leaves out.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "holdfast/evidence/stripped_words.hpp"

namespace holdfast::evidence {

/// What stands where something was left out.
inline constexpr std::string_view left_out = "[left out]";

/// A copy of `text` (UTF-8) with everything cut out that is a medium in a text (embedded_media.hpp).
[[nodiscard]] std::string without_media(std::string_view text, Cuts& cuts);

/// Bytes of a text in `charset` (lower case; empty: not said) as UTF-8 with LF; nothing where they are no words:
/// control characters, another kind of file by their first bytes, mostly characters that cannot be read.
[[nodiscard]] std::optional<std::string> as_words(std::string_view bytes, std::string_view charset);

/// RFC 2045: characters outside the alphabet are passed over.
[[nodiscard]] std::string decode_base64(std::string_view body);
[[nodiscard]] std::string decode_quoted_printable(std::string_view body);
/// A header's value with its encoded words (RFC 2047) decoded; one that is no words becomes left_out.
[[nodiscard]] std::string decode_header(std::string_view value, Cuts& cuts);

/// The text of a page (UTF-8): elements that may show something, scripts and styles are left out with all they hold.
void put_page(std::string& to, std::string_view page, Cuts& cuts);
/// A mail, or the pages that an MHTML file holds. False: too many parts.
[[nodiscard]] bool put_mail(std::string& to, std::string_view mail, std::size_t& parts, Cuts& cuts);

}  // namespace holdfast::evidence
