// SPDX-License-Identifier: Apache-2.0
#include "exif_orientation.hpp"

#include <string_view>

#include "byte_reader.hpp"

namespace holdfast::media {

using namespace std::string_view_literals;

Orientation exif_orientation(std::span<const std::byte> exif) noexcept {
    constexpr std::string_view mark = "Exif\0\0"sv;
    const std::span<const std::byte> tiff = holds(exif, 0, mark) ? exif.subspan(mark.size()) : exif;
    ByteOrder order{};
    if (holds(tiff, 0, "II*\0"sv)) {
        order = ByteOrder::little;
    } else if (holds(tiff, 0, "MM\0*"sv)) {
        order = ByteOrder::big;
    } else {
        return Orientation::top_left;
    }

    constexpr std::uint32_t orientation_tag = 0x0112;
    constexpr std::uint32_t type_short = 3;
    constexpr std::uint32_t type_long = 4;  // against the rules, but written by some
    constexpr std::size_t entry_bytes = 12;
    const auto directory = read_unsigned(tiff, 4, 4, order);
    if (!directory) return Orientation::top_left;
    const auto count = read_unsigned(tiff, *directory, 2, order);
    if (!count) return Orientation::top_left;
    for (std::uint32_t i = 0; i < *count; ++i) {
        const std::size_t entry = std::size_t{*directory} + 2 + (entry_bytes * i);
        const auto tag = read_unsigned(tiff, entry, 2, order);
        if (!tag) return Orientation::top_left;
        if (*tag != orientation_tag) continue;
        const auto type = read_unsigned(tiff, entry + 2, 2, order);
        if (!type || (*type != type_short && *type != type_long)) return Orientation::top_left;
        const auto value = read_unsigned(tiff, entry + 8, *type == type_short ? 2 : 4, order);
        return value ? orientation_from_exif(*value) : Orientation::top_left;
    }
    return Orientation::top_left;
}

std::span<const std::byte> find_jpeg_exif(std::span<const std::byte> file) noexcept {
    std::size_t at = 2;  // after SOI
    for (;;) {
        // Any number of 0xFF may stand before a marker's code (ITU-T T.81 section B.1.1.2).
        if (read_unsigned(file, at, 1, ByteOrder::big) != 0xffU) return {};
        while (read_unsigned(file, at, 1, ByteOrder::big) == 0xffU) ++at;
        const auto code = read_unsigned(file, at, 1, ByteOrder::big);
        if (!code || *code == 0xda || *code == 0xd9) return {};  // SOS, EOI
        ++at;
        if (*code == 0x01 || (*code >= 0xd0 && *code <= 0xd8)) continue;  // markers without a segment
        const auto length = read_unsigned(file, at, 2, ByteOrder::big);
        if (!length || *length < 2) return {};
        if (*code == 0xe1 && holds(file, at + 2, "Exif\0"sv)) return part_of(file, at + 2, *length - 2);
        at += *length;
    }
}

}  // namespace holdfast::media
