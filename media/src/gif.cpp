// SPDX-License-Identifier: Apache-2.0
// GIF (89a specification, CompuServe 1990), first frame, by giflib. The canvas is the logical screen, widened to hold
// the frame where it sticks out, as browsers do. Pixels that the frame does not cover stay black; transparent pixels
// keep their colour from the palette, as alpha is ignored everywhere.
#include <gif_lib.h>

#include <cstring>
#include <memory>

#include "format_decoders.hpp"

namespace holdfast::media {
namespace {

struct Source {
    std::span<const std::byte> left;
    bool ran_out = false;
};

int read_bytes(GifFileType* gif, GifByteType* to, int count) {
    auto* source = static_cast<Source*>(gif->UserData);
    const std::size_t wanted = count < 0 ? 0 : static_cast<std::size_t>(count);
    const std::size_t taken = std::min(wanted, source->left.size());
    if (taken < wanted) source->ran_out = true;
    if (taken > 0) std::memcpy(to, source->left.data(), taken);
    source->left = source->left.subspan(taken);
    return static_cast<int>(taken);
}

struct CloseGif {
    void operator()(GifFileType* gif) const noexcept {
        int ignored = 0;
        DGifCloseFile(gif, &ignored);
    }
};

DecodeError error_from(int code, const Source& source) noexcept {
    if (code == D_GIF_ERR_NOT_ENOUGH_MEM) return DecodeError::out_of_memory;
    return source.ran_out ? DecodeError::truncated : DecodeError::corrupt;
}

/// Skips extensions; whether an image comes behind them. Damage on the way counts as the end.
bool goes_on_with_image(GifFileType* gif) {
    GifRecordType record{};
    while (DGifGetRecordType(gif, &record) == GIF_OK) {
        if (record != EXTENSION_RECORD_TYPE) return record == IMAGE_DESC_RECORD_TYPE;
        int code = 0;
        GifByteType* block = nullptr;
        if (DGifGetExtension(gif, &code, &block) == GIF_ERROR) return false;
        while (block != nullptr) {
            if (DGifGetExtensionNext(gif, &block) == GIF_ERROR) return false;
        }
    }
    return false;
}

/// The order in which rows are stored: GIF89a appendix E.
struct Pass {
    std::uint32_t first, step;
};
constexpr Pass interlaced[] = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};
constexpr Pass plain[] = {{0, 1}};

}  // namespace

DecodeResult decode_gif(std::span<const std::byte> file, const Limits& limits) {
    Source source{file};
    int code = 0;
    const std::unique_ptr<GifFileType, CloseGif> gif(DGifOpen(&source, read_bytes, &code));
    if (!gif) return std::unexpected(error_from(code, source));
    if (!goes_on_with_image(gif.get()) || DGifGetImageDesc(gif.get()) == GIF_ERROR) {
        return std::unexpected(error_from(gif->Error, source));
    }

    const GifImageDesc& frame = gif->Image;
    const ColorMapObject* colours = frame.ColorMap != nullptr ? frame.ColorMap : gif->SColorMap;
    if (colours == nullptr || frame.Width <= 0 || frame.Height <= 0 || frame.Left < 0 || frame.Top < 0) {
        return std::unexpected(DecodeError::corrupt);
    }
    const auto width = static_cast<std::uint32_t>(frame.Width);
    const auto height = static_cast<std::uint32_t>(frame.Height);
    const auto left = static_cast<std::uint32_t>(frame.Left);
    const auto top = static_cast<std::uint32_t>(frame.Top);
    const auto screen = [](GifWord side) { return side < 0 ? 0U : static_cast<std::uint32_t>(side); };
    auto picture = make_picture(std::max(screen(gif->SWidth), left + width),
                                std::max(screen(gif->SHeight), top + height), PixelFormat::rgb8, limits);
    if (!picture) return std::unexpected(picture.error());

    const std::unique_ptr<GifPixelType[]> line(new (std::nothrow) GifPixelType[width]);
    if (!line) return std::unexpected(DecodeError::out_of_memory);
    bool damaged = false;
    for (const Pass& pass : frame.Interlace ? std::span<const Pass>(interlaced) : std::span<const Pass>(plain)) {
        for (std::uint32_t y = pass.first; y < height; y += pass.step) {
            if (DGifGetLine(gif.get(), line.get(), frame.Width) == GIF_ERROR)
                return std::unexpected(error_from(gif->Error, source));
            const auto row = picture->row(top + y).subspan(std::size_t{left} * 3, std::size_t{width} * 3);
            for (std::size_t x = 0; x < width; ++x) {
                if (line[x] >= colours->ColorCount) {  // no such colour: black, as browsers show it
                    damaged = true;
                    continue;
                }
                const GifColorType& colour = colours->Colors[line[x]];
                row[3 * x] = colour.Red;
                row[(3 * x) + 1] = colour.Green;
                row[(3 * x) + 2] = colour.Blue;
            }
        }
    }
    return Decoded{.kind = FileKind::gif,
                   .picture = std::move(*picture),
                   .orientation = Orientation::top_left,
                   .damaged = damaged,
                   .animated = goes_on_with_image(gif.get())};
}

}  // namespace holdfast::media
