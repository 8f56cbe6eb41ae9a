// SPDX-License-Identifier: Apache-2.0
// What a file is, told from its first bytes and never from its name: names lie, and carry what is private.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace holdfast::media {

enum class FileKind : std::uint8_t {
    unknown,
    // pictures that are decoded
    jpeg,
    png,
    webp,
    gif,
    heic,  ///< HEIF with HEVC; natively, the module of the page has no decoder for it
    avif,  ///< likewise
    // pictures that are not
    tiff,
    bmp,
    ico,
    psd,
    raw_photo,  ///< a camera's raw file: CR2, CR3, NEF, ARW, DNG, RAF, ORF, RW2
    jpeg_2000,
    jpeg_xl,
    svg,
    // video and sound
    mp4,
    quicktime,
    matroska,  ///< WebM as well
    avi,
    mpeg,
    audio,
    // documents and the rest
    pdf,
    office,   ///< old Word, Excel, PowerPoint (OLE); the new ones are ZIP archives
    zip,      ///< DOCX, ODT, APK and chat exports as well
    archive,  ///< RAR, 7z, gzip, bzip2, xz, tar
    html,
    xml,
    rtf,
    text,
    program,
};

/// What `file` is. Looks at the first 4,096 bytes at most; never fails.
[[nodiscard]] FileKind sniff(std::span<const std::byte> file) noexcept;

/// A stable name for data, such as "jpeg" or "raw_photo".
[[nodiscard]] std::string_view to_text(FileKind kind) noexcept;

/// English for people, with its article: "a PDF document". For unknown: "a kind of file we do not know".
[[nodiscard]] std::string_view describe(FileKind kind) noexcept;

enum class FileClass : std::uint8_t { unknown, picture, unreadable_picture, video, audio, other };
[[nodiscard]] FileClass class_of(FileKind kind) noexcept;

}  // namespace holdfast::media
