// SPDX-License-Identifier: Apache-2.0
// WebP (RFC 9649). The container is walked here: libwebp gets nothing but the first picture's own VP8 or VP8L chunk, so
// that neither thousands of frames nor an alpha plane nobody looks at cost anything.
#include <webp/decode.h>

#include <cstring>
#include <string_view>

#include "byte_reader.hpp"
#include "exif_orientation.hpp"
#include "format_decoders.hpp"

namespace holdfast::media {
namespace {

constexpr std::size_t header_bytes = 8;  // of a chunk: four letters and a length

struct Chunk {
    std::string_view name;
    std::size_t stated_bytes = 0;      // of the payload
    std::span<const std::byte> whole;  // header and payload, as far as the file goes
    std::span<const std::byte> payload;

    [[nodiscard]] bool is_bitstream() const noexcept { return name == "VP8 " || name == "VP8L"; }
    [[nodiscard]] bool is_cut() const noexcept { return payload.size() < stated_bytes; }
    [[nodiscard]] std::size_t distance_to_next() const noexcept {
        return header_bytes + stated_bytes + (stated_bytes & 1U);
    }
};

std::optional<Chunk> chunk_at(std::span<const std::byte> bytes, std::size_t at) noexcept {
    const auto stated = read_unsigned(bytes, at + 4, 4, ByteOrder::little);
    if (!stated || *stated > 0x7fffffffU) return std::nullopt;
    return Chunk{.name = {reinterpret_cast<const char*>(bytes.data()) + at, 4},
                 .stated_bytes = *stated,
                 .whole = part_of(bytes, at, header_bytes + *stated),
                 .payload = part_of(bytes, at + header_bytes, *stated)};
}

/// The first picture and where it lies.
struct Found {
    std::optional<Chunk> bitstream;
    std::optional<std::uint32_t> canvas_width, canvas_height;  // of VP8X
    std::uint32_t left = 0, top = 0;
    bool animated = false;
    Orientation orientation = Orientation::top_left;
};

/// An ANMF chunk: where the frame lies, then its own chunks.
void read_frame(std::span<const std::byte> frame, Found& found) noexcept {
    constexpr std::size_t frame_header_bytes = 16;
    const auto left = read_unsigned(frame, 0, 3, ByteOrder::little);
    const auto top = read_unsigned(frame, 3, 3, ByteOrder::little);
    if (!left || !top) return;
    found.left = *left * 2;
    found.top = *top * 2;
    for (std::size_t at = frame_header_bytes;;) {
        const auto chunk = chunk_at(frame, at);
        if (!chunk) return;
        if (chunk->is_bitstream()) {
            found.bitstream = chunk;
            return;
        }
        at += chunk->distance_to_next();
    }
}

Found walk(std::span<const std::byte> file) noexcept {
    Found found;
    for (std::size_t at = 12;;) {  // after "RIFF", length, "WEBP"
        const auto chunk = chunk_at(file, at);
        if (!chunk) return found;
        if (chunk->name == "VP8X") {
            constexpr std::uint32_t animation_flag = 0x02;
            found.animated = (read_unsigned(chunk->payload, 0, 1, ByteOrder::little).value_or(0) & animation_flag) != 0;
            const auto width = read_unsigned(chunk->payload, 4, 3, ByteOrder::little);
            const auto height = read_unsigned(chunk->payload, 7, 3, ByteOrder::little);
            if (width && height) {
                found.canvas_width = *width + 1;
                found.canvas_height = *height + 1;
            }
        } else if (chunk->is_bitstream() && !found.bitstream) {
            found.bitstream = chunk;
        } else if (chunk->name == "ANMF" && !found.bitstream) {
            read_frame(chunk->payload, found);
        } else if (chunk->name == "EXIF") {
            found.orientation = exif_orientation(chunk->payload);
        }
        at += chunk->distance_to_next();
    }
}

DecodeError error_from(VP8StatusCode status) noexcept {
    switch (status) {
        case VP8_STATUS_OUT_OF_MEMORY:
            return DecodeError::out_of_memory;
        case VP8_STATUS_UNSUPPORTED_FEATURE:
            return DecodeError::unsupported_variant;
        case VP8_STATUS_SUSPENDED:
        case VP8_STATUS_NOT_ENOUGH_DATA:
            return DecodeError::truncated;
        default:
            return DecodeError::corrupt;
    }
}

}  // namespace

DecodeResult decode_webp(std::span<const std::byte> file, const Limits& limits, Channels channels) {
    const Found found = walk(file);
    if (!found.bitstream) return std::unexpected(DecodeError::truncated);
    const auto* data = reinterpret_cast<const std::uint8_t*>(found.bitstream->whole.data());
    const std::size_t size = found.bitstream->whole.size();

    WebPDecoderConfig config;
    if (WebPInitDecoderConfig(&config) == 0) return std::unexpected(DecodeError::corrupt);
    if (const auto status = WebPGetFeatures(data, size, &config.input); status != VP8_STATUS_OK)
        return std::unexpected(error_from(status));
    const auto width = static_cast<std::uint32_t>(config.input.width);
    const auto height = static_cast<std::uint32_t>(config.input.height);
    const std::uint32_t canvas_width = found.canvas_width.value_or(width);
    const std::uint32_t canvas_height = found.canvas_height.value_or(height);
    if (const auto checked = check_size(canvas_width, canvas_height, limits); !checked)
        return std::unexpected(checked.error());
    if (width > canvas_width || height > canvas_height || found.left > canvas_width - width ||
        found.top > canvas_height - height || (!found.animated && (width != canvas_width || height != canvas_height))) {
        return std::unexpected(DecodeError::corrupt);
    }

    const bool alpha = channels == Channels::all && config.input.has_alpha != 0;
    const PixelFormat format = alpha ? PixelFormat::rgba8 : PixelFormat::rgb8;
    auto picture = make_picture(canvas_width, canvas_height, format, limits);
    if (!picture) return std::unexpected(picture.error());
    const std::size_t offset = (found.top * picture->row_bytes()) + (found.left * bytes_per_pixel(format));
    config.output.colorspace = alpha ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = picture->pixels().data() + offset;
    config.output.u.RGBA.stride = static_cast<int>(picture->row_bytes());
    config.output.u.RGBA.size = picture->pixels().size() - offset;
    if (const auto status = WebPDecode(data, size, &config); status != VP8_STATUS_OK)
        return std::unexpected(error_from(status));
    return Decoded{.kind = FileKind::webp,
                   .picture = std::move(*picture),
                   .orientation = found.orientation,
                   .damaged = found.bitstream->is_cut(),
                   .animated = found.animated};
}

}  // namespace holdfast::media
