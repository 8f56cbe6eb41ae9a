// SPDX-License-Identifier: Apache-2.0
#include "holdfast/media/decode.hpp"

#include "format_decoders.hpp"

namespace holdfast::media {
namespace {

DecodeResult decode_as(std::span<const std::byte> file, const Limits& limits, Channels channels) {
    if (file.empty()) return std::unexpected(DecodeError::empty);
    const FileKind kind = sniff(file);
    switch (class_of(kind)) {
        case FileClass::unknown:
            return std::unexpected(DecodeError::unknown_format);
        case FileClass::unreadable_picture:
            return std::unexpected(DecodeError::unsupported_format);
        case FileClass::video:
            return std::unexpected(DecodeError::video);
        case FileClass::audio:
        case FileClass::other:
            return std::unexpected(DecodeError::not_a_picture);
        case FileClass::picture:
            break;
    }
    if (file.size() > limits.file_bytes) return std::unexpected(DecodeError::too_many_bytes);
    switch (kind) {
        case FileKind::jpeg:
            return decode_jpeg(file, limits, channels);
        case FileKind::png:
            return decode_png(file, limits, channels);
        case FileKind::webp:
            return decode_webp(file, limits, channels);
        case FileKind::gif:
            return decode_gif(file, limits);
#ifndef __wasm__
        case FileKind::heic:
        case FileKind::avif:
            return decode_heif(file, kind, limits);
#endif
        default:
            return std::unexpected(DecodeError::unsupported_format);
    }
}

}  // namespace

std::expected<Decoded, DecodeError> decode(std::span<const std::byte> file, const Limits& limits) {
    return decode_as(file, limits, Channels::for_fingerprint);
}

std::expected<Decoded, DecodeError> decode_in_colour(std::span<const std::byte> file, const Limits& limits) {
    return decode_as(file, limits, Channels::all);
}

}  // namespace holdfast::media
