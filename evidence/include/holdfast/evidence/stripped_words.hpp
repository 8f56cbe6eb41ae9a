// SPDX-License-Identifier: Apache-2.0
// The words of a file that also holds pictures, sound or film, for a case that takes words alone: a new text, with what
// was left out counted by rule. What is left out is never decoded further than is needed to know that it is no words.
//
// A mail gives its headers and its parts of text; a saved page its text; a chat's export what is not encoded data. A
// ZIP file is read by chat_archive.hpp. Anything else is refused: a PDF among it, whose text no small reader gets out
// safely.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "holdfast/evidence/exhibit.hpp"
#include "holdfast/evidence/file_type.hpp"

namespace holdfast::evidence {

/// Of a file whose words are taken out in memory.
inline constexpr std::uint64_t most_stripped_bytes = std::uint64_t{256} << 20U;
/// Parts of all mails of one file, and how deep they may lie in each other. What lies deeper is left out whole.
inline constexpr std::size_t most_mail_parts = 20'000;
inline constexpr std::size_t most_mail_depth = 12;
/// Of one part's or mail's headers; what has more is left out whole.
inline constexpr std::size_t most_mail_header_bytes = 262'144;

enum class CutRule : std::uint8_t {
    mail_part,       ///< a part of a mail that is no text
    not_words,       ///< a part that says it is text, and is not
    around_parts,    ///< what lies before, between and after the parts of a mail, where nobody looks
    header,          ///< a header that holds a picture by its purpose, or bytes that are no words
    markup,          ///< all of a page but its text
    data_uri,        ///< an address that holds a medium
    encoded,         ///< a long run of base64, hexadecimal digits or uuencode
    archive_member,  ///< a file of an archive that is not the chat: neither read nor unpacked
};
inline constexpr std::size_t cut_rules = 8;
/// "mail-part" and so on.
[[nodiscard]] std::string_view to_text(CutRule rule) noexcept;

/// How often each rule left something out, and how many bytes of the file that was.
class Cuts {
  public:
    struct Count {
        std::uint64_t count = 0;
        std::uint64_t bytes = 0;
        friend bool operator==(const Count&, const Count&) noexcept = default;
    };
    void add(CutRule rule, std::uint64_t bytes, std::uint64_t count = 1) noexcept;
    void add(const Cuts& more) noexcept;
    [[nodiscard]] const Count& of(CutRule rule) const noexcept { return counts_[static_cast<std::size_t>(rule)]; }
    [[nodiscard]] bool empty() const noexcept;
    /// "mail-part: 2 (81234 bytes), encoded: 1 (2048 bytes)"; "nothing".
    [[nodiscard]] std::string text() const;

  private:
    std::array<Count, cut_rules> counts_{};
};

enum class StripError : std::uint8_t {
    not_read,      ///< a type whose words are not taken out
    too_large,     ///< above most_stripped_bytes
    too_many,      ///< more parts than most_mail_parts
    nothing_left,  ///< no words in it
    not_words,     ///< what was left over is not words alone
};
/// A plain sentence.
[[nodiscard]] std::string_view explain(StripError error) noexcept;

struct StrippedWords {
    std::string words;  ///< UTF-8, lines end in LF
    Cuts cuts;
};

/// Whether words_of() reads files of this type.
[[nodiscard]] bool can_be_stripped(FileType type) noexcept;
/// The words of `file`. Cost: linear for each level of parts.
[[nodiscard]] std::expected<StrippedWords, StripError> words_of(FileType type, std::string_view file);

/// The text that becomes the exhibit: what it is, the file it comes from, what was left out by which rule, and the
/// words. It holds words alone (embedded_media.hpp), or there is none.
[[nodiscard]] std::expected<std::string, StripError> stripped_text(const StrippedWords& of, const WholeFile& parent);

}  // namespace holdfast::evidence
