// SPDX-License-Identifier: Apache-2.0
// Why a file gave no picture, in words that a person on a bad day understands.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "holdfast/media/file_kind.hpp"

namespace holdfast::media {

enum class DecodeError : std::uint8_t {
    empty,                ///< no bytes at all
    unknown_format,       ///< nothing that sniff() knows
    not_a_picture,        ///< a document, archive, program, sound or text
    video,                ///< a moving picture: a single one is wanted
    unsupported_format,   ///< a picture of a kind that is not decoded here (TIFF, RAW; HEIC and AVIF in the page's
                          ///< module)
    unsupported_variant,  ///< a rare form of a format that is (12-bit or lossless JPEG)
    too_many_bytes,       ///< above Limits::file_bytes
    too_many_pixels,      ///< width x height above Limits::pixels
    side_too_long,        ///< width or height above Limits::side
    too_much_work,        ///< a small file that asks for an absurd amount of decoding: a bomb
    truncated,            ///< ends before the picture does
    corrupt,              ///< breaks the rules of its format
    out_of_memory,        ///< decoding needs more memory than the limits or the machine allow
    // of the process that HEIC and AVIF are decoded in alone
    too_much_memory,      ///< it asked for more than Limits::apart_memory_bytes
    too_much_time,        ///< it took longer than Limits::apart_processor_seconds or apart_clock_seconds
    decoder_crashed,      ///< it ended without an answer, or gave one that breaks the rules
    decoder_unavailable,  ///< it could not be started, or not be put under its limits
};

/// A stable name for data, such as "too_many_pixels".
[[nodiscard]] std::string_view to_text(DecodeError error) noexcept;

/// One English sentence, with what to do where something can be done. `kind` is sniff() of the same file.
[[nodiscard]] std::string explain(DecodeError error, FileKind kind);

}  // namespace holdfast::media
