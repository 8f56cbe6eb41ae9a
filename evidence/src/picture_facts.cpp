// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/picture_facts.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "exif_facts.hpp"

namespace holdfast::evidence {
namespace {

using namespace std::string_view_literals;

constexpr unsigned deepest_box = 6;  // meta, iprp, ipco, ispe, with room for what wraps them

/// Big-endian unless said; nothing where the file ends before.
std::optional<std::uint32_t> number(std::string_view file, std::size_t at, std::size_t width,
                                    bool little = false) noexcept {
    if (at > file.size() || width > file.size() - at) return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < width; ++i)
        value = value << 8U | static_cast<unsigned char>(file[at + (little ? width - 1 - i : i)]);
    return value;
}

void looked(PictureFacts& facts) noexcept {
    if (facts.place == PlaceFound::not_looked) facts.place = PlaceFound::none;
}

/// PNG, third edition: chunks to IEND; eXIf and iTXt may stand anywhere between.
void read_png(std::string_view file, PictureFacts& facts) {
    facts.width = number(file, 16, 4).value_or(0);
    facts.height = number(file, 20, 4).value_or(0);
    bool whole = true;
    for (std::size_t at = 8; at + 12 <= file.size();) {
        const std::size_t length = number(file, at, 4).value_or(0);
        if (length > file.size() - at - 12) return;
        const std::string_view kind = file.substr(at + 4, 4);
        const std::string_view body = file.substr(at + 8, length);
        if (kind == "eXIf") whole = read_exif(body, facts) && whole;
        if (kind == "iTXt" && body.starts_with("XML:com.adobe.xmp\0"sv)) read_xmp(body, facts);
        if (kind == "IEND") {
            if (whole) looked(facts);
            return;
        }
        at += 12 + length;
    }
}

/// JPEG (ITU-T T.81, annex B): segments to the start of the scan.
void read_jpeg(std::string_view file, PictureFacts& facts) {
    bool whole = true;
    for (std::size_t at = 2; at + 4 <= file.size();) {
        if (file[at] != '\xFF') return;
        const auto marker = static_cast<unsigned char>(file[at + 1]);
        if (marker == 0xFF) {
            ++at;
            continue;
        }
        if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) {
            at += 2;
            continue;
        }
        const std::size_t length = number(file, at + 2, 2).value_or(0);
        if (length < 2 || length > file.size() - at - 2) return;
        const std::string_view body = file.substr(at + 4, length - 2);
        const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame) {
            facts.height = number(body, 1, 2).value_or(0);
            facts.width = number(body, 3, 2).value_or(0);
        }
        if (marker == 0xE1 && body.starts_with("Exif\0\0"sv)) whole = read_exif(body.substr(6), facts) && whole;
        if (marker == 0xE1 && body.starts_with("http://ns.adobe.com/")) read_xmp(body, facts);
        if (marker == 0xDA) {
            if (whole) looked(facts);
            return;
        }
        at += 2 + length;
    }
}

/// WebP (RFC 9649): RIFF chunks, padded to even lengths.
void read_webp(std::string_view file, PictureFacts& facts) {
    const std::uint64_t said = std::uint64_t{number(file, 4, 4, true).value_or(0)} + 8;
    const auto end = static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), said));
    bool whole = end == said;
    for (std::size_t at = 12; at + 8 <= end;) {
        const std::string_view kind = file.substr(at, 4);
        const std::size_t length = number(file, at + 4, 4, true).value_or(0);
        if (length > end - at - 8) return;
        const std::string_view body = file.substr(at + 8, length);
        if (kind == "VP8X" && length >= 10) {
            facts.width = number(body, 4, 3, true).value_or(0) + 1;
            facts.height = number(body, 7, 3, true).value_or(0) + 1;
        } else if (kind == "VP8L" && length >= 5 && facts.width == 0) {
            const std::uint32_t bits = number(body, 1, 4, true).value_or(0);
            facts.width = (bits & 0x3FFFU) + 1;
            facts.height = (bits >> 14U & 0x3FFFU) + 1;
        } else if (kind == "VP8 " && length >= 10 && facts.width == 0) {
            facts.width = number(body, 6, 2, true).value_or(0) & 0x3FFFU;
            facts.height = number(body, 8, 2, true).value_or(0) & 0x3FFFU;
        } else if (kind == "EXIF") {
            const std::string_view tiff = body.starts_with("Exif\0\0"sv) ? body.substr(6) : body;
            whole = read_exif(tiff, facts) && whole;
        } else if (kind == "XMP ") {
            read_xmp(body, facts);
        }
        at += 8 + length + length % 2;
    }
    if (whole) looked(facts);
}

/// ISO/IEC 23008-12: item properties lie in meta/iprp/ipco; ispe of the whole picture is the largest, others are of
/// tiles and thumbnails.
void read_boxes(std::string_view part, unsigned depth, PictureFacts& facts) {
    for (std::size_t at = 0; at + 8 <= part.size();) {
        std::size_t length = number(part, at, 4).value_or(0);
        if (length == 0) length = part.size() - at;
        if (length < 8 || length > part.size() - at) return;
        const std::string_view kind = part.substr(at + 4, 4);
        const std::string_view body = part.substr(at + 8, length - 8);
        if (depth < deepest_box && kind == "meta" && body.size() > 4) read_boxes(body.substr(4), depth + 1, facts);
        if (depth < deepest_box && (kind == "iprp" || kind == "ipco")) read_boxes(body, depth + 1, facts);
        if (kind == "ispe" && body.size() >= 12) {
            const std::uint32_t width = number(body, 4, 4).value_or(0);
            const std::uint32_t height = number(body, 8, 4).value_or(0);
            if (std::uint64_t{width} * height > std::uint64_t{facts.width} * facts.height) {
                facts.width = width;
                facts.height = height;
            }
        }
        at += length;
    }
}

}  // namespace

std::string_view to_text(PlaceFound place) noexcept {
    switch (place) {
        case PlaceFound::not_looked:
            return "not-looked";
        case PlaceFound::none:
            return "none";
        case PlaceFound::present:
            return "present";
    }
    return "not-looked";
}

PictureFacts read_picture_facts(std::span<const std::byte> file, FileType type) {
    const std::string_view bytes(reinterpret_cast<const char*>(file.data()), file.size());
    PictureFacts facts;
    switch (type) {
        case FileType::png:
            read_png(bytes, facts);
            break;
        case FileType::jpeg:
            read_jpeg(bytes, facts);
            break;
        case FileType::webp:
            read_webp(bytes, facts);
            break;
        case FileType::gif:
            facts.width = number(bytes, 6, 2, true).value_or(0);
            facts.height = number(bytes, 8, 2, true).value_or(0);
            break;
        case FileType::heic:
        case FileType::avif:
            read_boxes(bytes, 0, facts);
            break;
        default:
            break;
    }
    // A size that is known by half is not known.
    if (facts.width == 0 || facts.height == 0) facts.width = facts.height = 0;
    return facts;
}

}  // namespace holdfast::evidence
