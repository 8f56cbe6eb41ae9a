// SPDX-License-Identifier: Apache-2.0
// JPEG (ITU-T T.81, JFIF, Adobe's CMYK) by libjpeg-turbo.
#include "exif_orientation.hpp"
#include "format_decoders.hpp"
#include "jpeg_session.hpp"

namespace holdfast::media {
namespace {

/// a * b / 255, rounded to nearest.
constexpr std::uint8_t times(unsigned a, unsigned b) noexcept {
    const unsigned product = (a * b) + 128;
    return static_cast<std::uint8_t>((product + (product >> 8U)) >> 8U);
}

/// Plain subtractive mixing, without an ink profile: light = (1 - ink) * (1 - black).
void cmyk_to_rgb(std::span<const std::uint8_t> cmyk, bool inverted, std::span<std::uint8_t> rgb) noexcept {
    const unsigned flip = inverted ? 0U : 255U;
    for (std::size_t from = 0, to = 0; to + 3 <= rgb.size(); from += 4, to += 3) {
        const unsigned light = cmyk[from + 3] ^ flip;
        for (std::size_t c = 0; c < 3; ++c) rgb[to + c] = times(cmyk[from + c] ^ flip, light);
    }
}

}  // namespace

DecodeResult decode_jpeg(std::span<const std::byte> file, const Limits& limits, Channels channels) {
    JpegSession jpeg(file, limits, channels);
    if (!jpeg.read_header()) return std::unexpected(jpeg.error());
    const int samples = jpeg.samples();
    if (const auto checked = check_size(jpeg.width(), jpeg.height(), limits); !checked)
        return std::unexpected(checked.error());
    if (samples == 0) return std::unexpected(DecodeError::unsupported_variant);
    const PixelFormat format = samples == 1   ? PixelFormat::grey8
                               : samples == 3 ? PixelFormat::rgb8
                                              : PixelFormat::rgba8;
    auto picture = make_picture(jpeg.width(), jpeg.height(), format, limits);
    if (!picture) return std::unexpected(picture.error());
    if (samples != 1 || !jpeg.read_luma_directly(picture->pixels())) {
        if (!jpeg.start() || !jpeg.read_rows(picture->pixels().data())) return std::unexpected(jpeg.error());
        if (jpeg.cut_short()) return std::unexpected(DecodeError::truncated);
    }

    if (samples == 4) {
        auto rgb = make_picture(jpeg.width(), jpeg.height(), PixelFormat::rgb8, limits);
        if (!rgb) return std::unexpected(rgb.error());
        cmyk_to_rgb(picture->pixels(), jpeg.inverted_ink(), rgb->pixels());
        picture = std::move(rgb);
    }
    return Decoded{.kind = FileKind::jpeg,
                   .picture = std::move(*picture),
                   .orientation = exif_orientation(find_jpeg_exif(file)),
                   .damaged = jpeg.damaged(),
                   .animated = false};
}

}  // namespace holdfast::media
