// SPDX-License-Identifier: Apache-2.0
#include "holdfast/media/encode_png.hpp"

#include <spng.h>

#include <memory>

namespace holdfast::media {
namespace {

struct FreeContext {
    void operator()(spng_ctx* context) const noexcept { spng_ctx_free(context); }
};

EncodeError error_from(int code) noexcept {
    return code == SPNG_EMEM ? EncodeError::out_of_memory : EncodeError::encoder_failed;
}

std::uint8_t colour_type(PixelFormat format) noexcept {
    switch (format) {
        case PixelFormat::grey8:
            return SPNG_COLOR_TYPE_GRAYSCALE;
        case PixelFormat::rgb8:
            return SPNG_COLOR_TYPE_TRUECOLOR;
        case PixelFormat::rgba8:
            break;
    }
    return SPNG_COLOR_TYPE_TRUECOLOR_ALPHA;
}

}  // namespace

std::expected<EncodedFile, EncodeError> encode_png(const PictureView& picture) {
    if (picture.width == 0 || picture.height == 0 || picture.width > max_picture_side ||
        picture.height > max_picture_side || picture.pixels.size() != picture.row_bytes() * picture.height)
        return std::unexpected(EncodeError::wrong_picture);
    const std::unique_ptr<spng_ctx, FreeContext> context(spng_ctx_new(SPNG_CTX_ENCODER));
    if (!context) return std::unexpected(EncodeError::out_of_memory);
    spng_ihdr header{};
    header.width = picture.width;
    header.height = picture.height;
    header.bit_depth = 8;
    header.color_type = colour_type(picture.format);
    int code = spng_set_option(context.get(), SPNG_ENCODE_TO_BUFFER, 1);
    if (code == 0) code = spng_set_ihdr(context.get(), &header);
    if (code == 0)
        code = spng_encode_image(context.get(), picture.pixels.data(), picture.pixels.size(), SPNG_FMT_PNG,
                                 SPNG_ENCODE_FINALIZE);
    std::size_t size = 0;
    void* file = code == 0 ? spng_get_png_buffer(context.get(), &size, &code) : nullptr;
    if (file == nullptr) return std::unexpected(error_from(code));
    return EncodedFile(file, size);
}

}  // namespace holdfast::media
