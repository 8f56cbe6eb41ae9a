// SPDX-License-Identifier: Apache-2.0
// decode_in_colour() beside decode(): both take the same files (but for a JPEG whose colours alone are spoiled) and say
// the same of them, and what they give is one picture. Grey stays grey; colours without transparency are equal; with
// it, the colours below it are. Of a JPEG in YCbCr the Y of the colours is the Y plane, but for rounding and for
// colours outside of RGB, which were cut off.
#include <array>
#include <cstdlib>
#include <vector>

#include "decode_property.hpp"
#include "jpeg_session.hpp"

namespace holdfast::media {
namespace {

/// The colours of a pixel; a grey one has its own thrice.
std::array<std::uint8_t, 3> colours(const Picture& picture, std::size_t pixel) {
    const auto bytes = picture.pixels();
    if (picture.format() == PixelFormat::grey8) return {bytes[pixel], bytes[pixel], bytes[pixel]};
    const std::size_t at = pixel * bytes_per_pixel(picture.format());
    return {bytes[at], bytes[at + 1], bytes[at + 2]};
}

/// Y of BT.601, in thousandths.
int luma(const std::array<std::uint8_t, 3>& rgb) {
    return (299 * rgb[0]) + (587 * rgb[1]) + (114 * rgb[2]);
}

bool was_cut_off(const std::array<std::uint8_t, 3>& rgb) {
    return std::ranges::any_of(rgb, [](std::uint8_t value) { return value == 0 || value == 255; });
}

/// By libjpeg: our own way to it differs where libjpeg's sums overflow (luma_fuzz.cpp).
std::vector<std::uint8_t> y_plane(std::span<const std::byte> file) {
    JpegSession jpeg(file, fuzz_limits, Channels::for_fingerprint);
    if (!jpeg.read_header() || jpeg.samples() != 1) return {};
    std::vector<std::uint8_t> plane(std::size_t{jpeg.width()} * jpeg.height());
    if (!jpeg.start() || !jpeg.read_rows(plane.data())) std::abort();
    return plane;
}

void compare_luma(std::span<const std::byte> file, const Picture& colour) {
    constexpr int rounding = 1000;  // three colours, half a step each, and half a step of the table's
    const auto plane = y_plane(file);
    for (std::size_t i = 0; i < plane.size(); ++i) {
        const auto rgb = colours(colour, i);
        if (!was_cut_off(rgb) && std::abs(luma(rgb) - (1000 * plane[i])) > rounding) std::abort();
    }
}

/// Errors that may be one way's alone: how much is decoded decides about work and memory.
bool is_about_cost(const DecodeResult& result) {
    return !result && (result.error() == DecodeError::too_much_work || result.error() == DecodeError::out_of_memory);
}

void compare(std::span<const std::byte> file) {
    const FileKind kind = sniff(file);
    if (kind == FileKind::heic || kind == FileKind::avif) return;  // one way for both, in heif_fuzz.cpp
    const DecodeResult plain = decode(file, fuzz_limits);
    const DecodeResult colour = decode_in_colour(file, fuzz_limits);
    if (is_about_cost(plain) || is_about_cost(colour)) return;
    if (colour && !plain) std::abort();
    if (!colour) {
        // Of a JPEG the colours may be spoiled where the Y plane is not; a PNG that is refused anyhow has a chunk more.
        if (kind == FileKind::jpeg) return;
        if (plain || (kind != FileKind::png && plain.error() != colour.error())) std::abort();
        return;
    }
    const Picture& one = plain->picture;
    const Picture& other = colour->picture;
    if (!is_within_limits(other) || one.width() != other.width() || one.height() != other.height() ||
        plain->kind != colour->kind || plain->orientation != colour->orientation || plain->animated != colour->animated)
        std::abort();
    if (other.format() == PixelFormat::grey8 && one.format() != PixelFormat::grey8) std::abort();
    if (kind == FileKind::jpeg && one.format() != other.format()) {
        if (!plain->damaged && !colour->damaged) compare_luma(file, other);
        return;
    }
    for (std::size_t i = 0; i < std::size_t{one.width()} * one.height(); ++i) {
        if (colours(one, i) != colours(other, i)) std::abort();
    }
}

}  // namespace
}  // namespace holdfast::media

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    holdfast::media::compare({reinterpret_cast<const std::byte*>(data), size});
    return 0;
}
