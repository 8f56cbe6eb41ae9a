// SPDX-License-Identifier: Apache-2.0
// HEIC and AVIF by libheif, natively alone. libheif applies the file's own turning, mirroring and cropping (ISO/IEC
// 23008-12 section 6.5.10), and for these formats EXIF orientation is no more than a comment beside it: so the picture
// comes out upright and its orientation is top_left.
//
// The only file of this module that is built with exceptions: libheif may throw when memory is refused.
#include <libheif/heif.h>

#include <cstring>
#include <memory>
#include <new>

#include "byte_reader.hpp"
#include "format_decoders.hpp"
#include "heif_items.hpp"

namespace holdfast::media {
namespace {

/// libheif's own limit: beyond it, its products of two sides overflow.
constexpr std::uint32_t longest_side = 32768;

struct Release {
    void operator()(heif_context* context) const noexcept { heif_context_free(context); }
    void operator()(heif_image_handle* handle) const noexcept { heif_image_handle_release(handle); }
    void operator()(heif_image* image) const noexcept { heif_image_release(image); }
    void operator()(heif_decoding_options* options) const noexcept { heif_decoding_options_free(options); }
};

DecodeError error_from(const heif_error& error) noexcept {
    if (error.subcode == heif_suberror_End_of_data) return DecodeError::truncated;
    if (error.subcode == heif_suberror_Security_limit_exceeded) return DecodeError::too_many_pixels;
    switch (error.code) {
        case heif_error_Memory_allocation_error:
            return DecodeError::out_of_memory;
        case heif_error_Unsupported_filetype:
        case heif_error_Unsupported_feature:
            return DecodeError::unsupported_variant;
        default:
            return DecodeError::corrupt;
    }
}

/// libheif calls a file that was cut short corrupt. Its outermost boxes (ISO/IEC 14496-12 section 4.2) tell the
/// difference.
bool ends_inside_a_box(std::span<const std::byte> file) noexcept {
    constexpr std::size_t header_bytes = 8;
    for (std::size_t at = 0; at < file.size();) {
        const auto size = read_unsigned(file, at, 4, ByteOrder::big);
        if (!size || *size > file.size() - at) return true;
        if (*size < header_bytes) return false;  // 0 runs to the end, 1 has a 64-bit size
        at += *size;
    }
    return false;
}

DecodeResult decode_with_libheif(std::span<const std::byte> file, FileKind kind, const Limits& limits) {
    if (const auto checked = check_heif_items(file, limits); !checked) return std::unexpected(checked.error());
    const std::unique_ptr<heif_context, Release> context(heif_context_alloc());
    if (!context) return std::unexpected(DecodeError::out_of_memory);
    heif_context_set_maximum_image_size_limit(context.get(), static_cast<int>(std::min(limits.side, longest_side)));
    heif_context_set_max_decoding_threads(context.get(), 0);  // in the calling thread
    heif_error error = heif_context_read_from_memory_without_copy(context.get(), file.data(), file.size(), nullptr);
    if (error.code != heif_error_Ok) return std::unexpected(error_from(error));

    heif_image_handle* raw_handle = nullptr;
    error = heif_context_get_primary_image_handle(context.get(), &raw_handle);
    const std::unique_ptr<heif_image_handle, Release> handle(raw_handle);
    if (error.code != heif_error_Ok) return std::unexpected(error_from(error));
    struct Size {
        int width, height;
    };
    for (const Size stated :  // as it is shown, and before it was cropped
         {Size{heif_image_handle_get_width(handle.get()), heif_image_handle_get_height(handle.get())},
          Size{heif_image_handle_get_ispe_width(handle.get()), heif_image_handle_get_ispe_height(handle.get())}}) {
        if (stated.width < 0 || stated.height < 0) return std::unexpected(DecodeError::corrupt);
        if (const auto checked =
                check_size(static_cast<std::uint64_t>(stated.width), static_cast<std::uint64_t>(stated.height), limits);
            !checked) {
            return std::unexpected(checked.error());
        }
    }

    const std::unique_ptr<heif_decoding_options, Release> options(heif_decoding_options_alloc());
    if (!options) return std::unexpected(DecodeError::out_of_memory);
    options->convert_hdr_to_8bit = 1;
    heif_image* raw_image = nullptr;
    error =
        heif_decode_image(handle.get(), &raw_image, heif_colorspace_RGB, heif_chroma_interleaved_RGB, options.get());
    const std::unique_ptr<heif_image, Release> image(raw_image);
    if (error.code != heif_error_Ok) return std::unexpected(error_from(error));

    const int width = heif_image_get_primary_width(image.get());
    const int height = heif_image_get_primary_height(image.get());
    int stride = 0;
    const std::uint8_t* plane = heif_image_get_plane_readonly(image.get(), heif_channel_interleaved, &stride);
    if (plane == nullptr || width <= 0 || height <= 0 || stride < width * 3)
        return std::unexpected(DecodeError::corrupt);
    auto picture =
        make_picture(static_cast<std::uint64_t>(width), static_cast<std::uint64_t>(height), PixelFormat::rgb8, limits);
    if (!picture) return std::unexpected(picture.error());
    for (std::size_t y = 0; y < picture->height(); ++y) {
        std::memcpy(picture->row(y).data(), plane + (y * static_cast<std::size_t>(stride)), picture->row_bytes());
    }
    return Decoded{.kind = kind,
                   .picture = std::move(*picture),
                   .orientation = Orientation::top_left,
                   .damaged = heif_image_get_decoding_warnings(image.get(), 0, nullptr, 0) > 0,
                   .animated = heif_context_get_number_of_top_level_images(context.get()) > 1};
}

}  // namespace

DecodeResult decode_heif(std::span<const std::byte> file, FileKind kind, const Limits& limits) try {
    DecodeResult result = decode_with_libheif(file, kind, limits);
    if (!result && result.error() == DecodeError::corrupt && ends_inside_a_box(file))
        return std::unexpected(DecodeError::truncated);
    return result;
} catch (const std::bad_alloc&) {
    return std::unexpected(DecodeError::out_of_memory);
} catch (...) {
    return std::unexpected(DecodeError::corrupt);
}

}  // namespace holdfast::media
