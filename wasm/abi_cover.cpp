// SPDX-License-Identifier: Apache-2.0
// A copy of a picture with parts covered: decoded, covered and written here in one call, so that what comes out is the
// record's boxes over the parent's pixels by construction, and nothing of the parent's file but pixels can be in it.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "abi.hpp"
#include "holdfast/core/hex.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/redaction.hpp"
#include "holdfast/media/decode.hpp"
#include "holdfast/media/encode_png.hpp"
#include "holdfast/media/upright.hpp"
#include "holdfast/sealing/digest.hpp"
#include "picture_errors.hpp"

namespace holdfast::wasm {
namespace {

using evidence::Box;

constexpr std::size_t box_bytes = 16;  // four 32-bit numbers, as the module's memory has them

std::optional<media::EncodedFile>& written() {
    static std::optional<media::EncodedFile>& file = *new std::optional<media::EncodedFile>();
    return file;
}

Box box_at(const std::byte* from) noexcept {
    std::array<std::uint32_t, 4> value{};
    std::memcpy(value.data(), from, box_bytes);
    return {value[0], value[1], value[2], value[3]};
}

std::string_view to_text(evidence::RedactionError error) noexcept {
    switch (error) {
        case evidence::RedactionError::nothing_to_do:
            return "nothing_to_do";
        case evidence::RedactionError::too_many_boxes:
            return "too_many_boxes";
        case evidence::RedactionError::outside:
            return "outside";
        case evidence::RedactionError::wrong_raster:
            break;
    }
    return "too_many_pixels";
}

void put_box(JsonWriter& json, const Box& box) {
    json.array().value(box.x).value(box.y).value(box.width).value(box.height).end();
}

/// The record but for its time, which the host knows.
struct Made {
    Digest256 parent;
    std::uint32_t parent_width;
    std::uint32_t parent_height;
    std::span<const Box> boxes;
    const std::optional<Box>& crop;
    bool damaged;
    bool animated;
};

int tell(const Made& made) {
    JsonWriter json;
    json.object().key("animated").value(made.animated).key("damaged").value(made.damaged).key("record").object();
    if (!made.boxes.empty()) {
        json.key("boxes").array();
        for (const Box& box : made.boxes) put_box(json, box);
        json.end();
    }
    if (made.crop) put_box(json.key("crop"), *made.crop);
    json.key("parent").value(to_hex(made.parent)).key("parent_height").value(made.parent_height);
    json.key("parent_width").value(made.parent_width).end();
    set_result(json.end().take());
    return abi_ok;
}

int cover(std::span<const std::byte> file, std::span<const Box> boxes, const std::optional<Box>& crop) {
    begin_decoding(media::sniff(file));
    auto decoded = media::decode_in_colour(file);
    if (!decoded) return fail_decoding(decoded.error());
    Made made{.parent = sealing::sha256(file),
              .parent_width = 0,
              .parent_height = 0,
              .boxes = boxes,
              .crop = crop,
              .damaged = decoded->damaged,
              .animated = decoded->animated};
    std::optional<evidence::Raster> raster;
    PixelFormat format = PixelFormat::rgb8;
    {
        const auto shown = media::shown_in_colour(*std::move(decoded));
        if (!shown) return fail_decoding(media::DecodeError::out_of_memory);
        made.parent_width = shown->width();
        made.parent_height = shown->height();
        format = shown->format();
        auto covered =
            evidence::redact(shown->width(), shown->height(), static_cast<std::uint32_t>(bytes_per_pixel(format)),
                             std::as_bytes(shown->pixels()), boxes, crop);
        if (!covered) return fail(to_text(covered.error()));
        raster = *std::move(covered);
    }
    const std::span pixels(reinterpret_cast<const std::uint8_t*>(raster->pixels.data()), raster->pixels.size());
    auto png =
        media::encode_png({.width = raster->width, .height = raster->height, .format = format, .pixels = pixels});
    if (!png) return fail_decoding(media::DecodeError::out_of_memory);
    written() = *std::move(png);
    return tell(made);
}

}  // namespace
}  // namespace holdfast::wasm

using namespace holdfast;

HF_EXPORT(hf_cover)
int hf_cover(const std::byte* data, std::size_t size, const std::byte* boxes, std::size_t boxes_size,
             const std::byte* crop, std::size_t crop_size) {
    wasm::expect_trap();
    wasm::written().reset();
    if (boxes_size % wasm::box_bytes != 0 || (crop_size != 0 && crop_size != wasm::box_bytes))
        return wasm::fail("wrong_size");
    if (boxes_size / wasm::box_bytes > evidence::most_boxes) return wasm::fail("too_many_boxes");
    std::vector<evidence::Box> covered;
    for (std::size_t at = 0; at < boxes_size; at += wasm::box_bytes) covered.push_back(wasm::box_at(boxes + at));
    std::optional<evidence::Box> kept;
    if (crop_size != 0) kept = wasm::box_at(crop);
    return wasm::cover(std::span(data, size), covered, kept);
}

HF_EXPORT(hf_copy_data) const std::byte* hf_copy_data() {
    return holdfast::wasm::written() ? holdfast::wasm::written()->bytes().data() : nullptr;
}
HF_EXPORT(hf_copy_size) std::size_t hf_copy_size() {
    return holdfast::wasm::written() ? holdfast::wasm::written()->bytes().size() : 0;
}
