// SPDX-License-Identifier: Apache-2.0
// PNG by libspng. Only the chunks that make pixels reach it (IHDR, PLTE, IDAT, IEND; in colour tRNS, too), so that
// compressed text and colour profiles cannot blow up, and damage in them costs nothing: W3C PNG (third edition)
// sections 5 and 11.
#include <spng.h>

#include <cstring>
#include <memory>
#include <string_view>

#include "byte_reader.hpp"
#include "exif_orientation.hpp"
#include "format_decoders.hpp"

namespace holdfast::media {
namespace {

constexpr std::size_t signature_bytes = 8;
constexpr std::size_t frame_bytes = 12;  // length, type, CRC

struct Chunk {
    std::size_t at = 0;     // of its length field
    std::size_t bytes = 0;  // as stated, with the frame; may reach beyond the file
    std::string_view type;

    [[nodiscard]] bool is_critical() const noexcept { return (static_cast<unsigned char>(type[0]) & 0x20U) == 0; }
    [[nodiscard]] bool makes_pixels() const noexcept {
        return type == "IHDR" || type == "PLTE" || type == "IDAT" || type == "IEND";
    }
};

std::optional<Chunk> chunk_at(std::span<const std::byte> file, std::size_t at) noexcept {
    const auto length = read_unsigned(file, at, 4, ByteOrder::big);
    if (!length || *length > 0x7fffffffU || !read_unsigned(file, at + 4, 4, ByteOrder::big)) return std::nullopt;
    return Chunk{at, std::size_t{*length} + frame_bytes, {reinterpret_cast<const char*>(file.data()) + at + 4, 4}};
}

/// What is worth knowing from the chunks that are kept from the decoder.
struct Ancillary {
    bool animated = false;
    bool unknown_critical = false;
    Orientation orientation = Orientation::top_left;
};

Ancillary read_ancillary(std::span<const std::byte> file) noexcept {
    Ancillary found;
    for (std::size_t at = signature_bytes;;) {
        const auto chunk = chunk_at(file, at);
        if (!chunk || chunk->type == "IEND") return found;
        if (chunk->type == "acTL") found.animated = true;
        if (chunk->type == "eXIf")
            found.orientation = exif_orientation(part_of(file, at + 8, chunk->bytes - frame_bytes));
        if (chunk->is_critical() && !chunk->makes_pixels()) found.unknown_critical = true;
        at += chunk->bytes;
    }
}

/// The file as libspng sees it: signature and pixel-making chunks.
struct PixelChunks {
    std::span<const std::byte> file;
    bool with_transparency = false;  ///< the chunk tRNS, too
    std::size_t at = 0;
    std::size_t kept_until = signature_bytes;

    /// Moves to the next chunk that is kept; false at the end.
    bool advance() noexcept {
        for (;;) {
            const auto chunk = chunk_at(file, at);
            if (!chunk) return false;
            if (chunk->makes_pixels() || (with_transparency && chunk->type == "tRNS")) {
                kept_until = at + chunk->bytes;
                return true;
            }
            at += chunk->bytes;
        }
    }

    static int read(spng_ctx*, void* self, void* to, std::size_t count) noexcept {
        auto* chunks = static_cast<PixelChunks*>(self);
        auto* out = static_cast<std::byte*>(to);
        while (count > 0) {
            if (chunks->at == chunks->kept_until && !chunks->advance()) return SPNG_IO_EOF;
            const std::size_t available = std::min(chunks->kept_until, chunks->file.size()) - chunks->at;
            const std::size_t taken = std::min(count, available);
            if (taken == 0) return SPNG_IO_EOF;
            std::memcpy(out, chunks->file.data() + chunks->at, taken);
            chunks->at += taken;
            out += taken;
            count -= taken;
        }
        return 0;
    }
};

struct FreeContext {
    void operator()(spng_ctx* context) const noexcept { spng_ctx_free(context); }
};

DecodeError error_from(int code) noexcept {
    switch (code) {
        case SPNG_IO_EOF:
        case SPNG_EIDAT_TOO_SHORT:
            return DecodeError::truncated;
        case SPNG_EMEM:
            return DecodeError::out_of_memory;
        default:
            return DecodeError::corrupt;
    }
}

}  // namespace

DecodeResult decode_png(std::span<const std::byte> file, const Limits& limits, Channels channels) {
    const Ancillary ancillary = read_ancillary(file);
    if (ancillary.unknown_critical) return std::unexpected(DecodeError::unsupported_variant);  // Apple's CgBI, for one

    PixelChunks chunks{.file = file, .with_transparency = channels == Channels::all};
    const std::unique_ptr<spng_ctx, FreeContext> context(spng_ctx_new(0));
    if (!context) return std::unexpected(DecodeError::out_of_memory);
    // A damaged tRNS is left out, as browsers do it.
    spng_set_crc_action(context.get(), SPNG_CRC_ERROR, SPNG_CRC_DISCARD);
    if (const int code = spng_set_png_stream(context.get(), &PixelChunks::read, &chunks); code != 0)
        return std::unexpected(error_from(code));
    spng_ihdr header{};
    if (const int code = spng_get_ihdr(context.get(), &header); code != 0) return std::unexpected(error_from(code));

    if (const auto checked = check_size(header.width, header.height, limits); !checked)
        return std::unexpected(checked.error());

    bool alpha = channels == Channels::all && (header.color_type == SPNG_COLOR_TYPE_GRAYSCALE_ALPHA ||
                                               header.color_type == SPNG_COLOR_TYPE_TRUECOLOR_ALPHA);
    if (channels == Channels::all && !alpha) {
        spng_trns clear{};
        const int code = spng_get_trns(context.get(), &clear);
        if (code != 0 && code != SPNG_ECHUNKAVAIL) return std::unexpected(error_from(code));
        alpha = code == 0;
    }
    const bool grey = !alpha && header.color_type == SPNG_COLOR_TYPE_GRAYSCALE && header.bit_depth <= 8;
    const PixelFormat format = alpha ? PixelFormat::rgba8 : grey ? PixelFormat::grey8 : PixelFormat::rgb8;
    auto picture = make_picture(header.width, header.height, format, limits);
    if (!picture) return std::unexpected(picture.error());
    const auto pixels = picture->pixels();
    const int samples = alpha ? SPNG_FMT_RGBA8 : grey ? SPNG_FMT_G8 : SPNG_FMT_RGB8;
    if (const int code =
            spng_decode_image(context.get(), pixels.data(), pixels.size(), samples, alpha ? SPNG_DECODE_TRNS : 0);
        code != 0) {
        return std::unexpected(error_from(code));
    }
    return Decoded{.kind = FileKind::png,
                   .picture = std::move(*picture),
                   .orientation = ancillary.orientation,
                   .damaged = false,
                   .animated = ancillary.animated};
}

}  // namespace holdfast::media
