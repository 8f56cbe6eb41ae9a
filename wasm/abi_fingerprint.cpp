// SPDX-License-Identifier: Apache-2.0
// Pictures to fingerprints.
#include <cstddef>
#include <cstdint>
#include <span>

#include "abi.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/imaging/fingerprint_set.hpp"
#include "holdfast/media/decode.hpp"
#include "picture_errors.hpp"

namespace holdfast::wasm {
namespace {

/// What is said about the picture beside its fingerprints.
struct Origin {
    std::string_view format;
    std::string_view decoded_by;
    Orientation orientation = Orientation::top_left;
    bool damaged = false;
    bool animated = false;
};

int answer(PictureView picture, const Origin& origin) {
    const auto set = fingerprint(picture, origin.orientation);
    if (!set) {
        return fail_decoding(set.error() == ImagingError::too_large ? media::DecodeError::too_many_pixels
                                                                    : media::DecodeError::corrupt);
    }
    const bool turned = swaps_sides(origin.orientation);
    JsonWriter json;
    json.object().key("format").value(origin.format).key("decoded_by").value(origin.decoded_by);
    json.key("width")
        .value(turned ? picture.height : picture.width)
        .key("height")
        .value(turned ? picture.width : picture.height);
    json.key("orientation").value(static_cast<unsigned>(origin.orientation));
    json.key("damaged").value(origin.damaged).key("animated").value(origin.animated).key("signals").array();
    for (const Signal& signal : set->signals()) {
        json.object().key("kind").value(to_text(signal.kind)).key("code").value(to_hex(signal.code));
        json.key("quality").value(static_cast<unsigned>(signal.quality)).end();
    }
    set_result(json.end().end().take());
    return abi_ok;
}

}  // namespace
}  // namespace holdfast::wasm

HF_EXPORT(hf_fingerprint) int hf_fingerprint(const std::byte* data, std::size_t size) {
    using namespace holdfast;
    wasm::expect_trap();
    const std::span<const std::byte> file(data, size);
    wasm::begin_decoding(media::sniff(file));
    const auto decoded = media::decode(file);
    if (!decoded) return wasm::fail_decoding(decoded.error());
    return wasm::answer(decoded->picture.view(), {.format = media::to_text(decoded->kind),
                                                  .decoded_by = "holdfast",
                                                  .orientation = decoded->orientation,
                                                  .damaged = decoded->damaged,
                                                  .animated = decoded->animated});
}

HF_EXPORT(hf_fingerprint_rgba)
int hf_fingerprint_rgba(const std::uint8_t* pixels, std::size_t size, std::uint32_t width, std::uint32_t height) {
    using namespace holdfast;
    wasm::expect_trap();
    wasm::begin_decoding(media::FileKind::unknown);
    const media::Limits limits;
    if (width == 0 || height == 0 || std::uint64_t{width} * height * 4 != size)
        return wasm::fail_decoding(media::DecodeError::corrupt);
    if (std::uint64_t{width} * height > limits.pixels) return wasm::fail_decoding(media::DecodeError::too_many_pixels);
    return wasm::answer({.width = width, .height = height, .format = PixelFormat::rgba8, .pixels = {pixels, size}},
                        {.format = "pixels", .decoded_by = "browser"});
}
