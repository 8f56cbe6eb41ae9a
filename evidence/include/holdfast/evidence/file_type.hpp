// SPDX-License-Identifier: Apache-2.0
// What a file is by its content, for everything that a case takes. A name or a type that somebody declared decides
// nothing; where it differs, the case keeps it and says so.
//
// Told from the first bytes (and, for archives, the last ones), never by decoding: a file made to look like two things
// is called the first that fits, in the order of the list. The class decides what a case may hold (exhibit.hpp), so
// doubt goes to the stricter class.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string_view>

namespace holdfast::evidence {

enum class FileType : std::uint8_t {
    png,
    jpeg,
    webp,
    gif,
    heic,
    avif,
    bmp,
    tiff,
    svg,
    mp4,
    quicktime,
    webm,  ///< and every other Matroska file
    ogg_video,
    avi,
    opus,
    ogg,
    m4a,
    mp3,
    wav,
    amr,
    pdf,
    wacz,
    zip,
    mhtml,
    mbox,
    eml,
    html,
    json,
    text,     ///< UTF-8, or UTF-16 with its mark
    unknown,  ///< none of these
};
inline constexpr std::size_t file_types = 30;

enum class TypeClass : std::uint8_t {
    picture,
    video,
    sound,
    carrier,  ///< may hold pictures inside: pages, mails, documents, archives, and what is not known
    text,     ///< words alone
};

/// A short word that is stored: "png", "ogg-video", "unknown".
[[nodiscard]] std::string_view to_text(FileType type) noexcept;
enum class FileTypeError : std::uint8_t { unknown_word };
[[nodiscard]] std::expected<FileType, FileTypeError> file_type_from_text(std::string_view text) noexcept;

/// The media type: "image/png"; "application/octet-stream" where it is not known.
[[nodiscard]] std::string_view media_type(FileType type) noexcept;
/// For names in a pack: "png", "bin". Only [a-z0-9].
[[nodiscard]] std::string_view extension(FileType type) noexcept;
[[nodiscard]] TypeClass class_of(FileType type) noexcept;

/// More of the start is not looked at.
inline constexpr std::size_t type_head_bytes = 65'536;
/// The end of an archive names its files.
inline constexpr std::size_t type_tail_bytes = 65'536;

/// `head`: the first type_head_bytes, or the whole of a smaller file. `tail`: the last type_tail_bytes at most; may
/// overlap head, may be empty. Cost: linear in both.
[[nodiscard]] FileType type_of(std::span<const std::byte> head, std::span<const std::byte> tail) noexcept;

/// Whether what was declared (a media type such as "image/jpg", or a file name's ending without its dot) fits `type`.
/// "" and "application/octet-stream" say nothing and fit everything; an ending that nobody here knows (".log") fits
/// words and what is not known.
[[nodiscard]] bool agrees(std::string_view declared, FileType type) noexcept;

}  // namespace holdfast::evidence
