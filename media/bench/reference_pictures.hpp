// SPDX-License-Identifier: Apache-2.0
// Pictures of the reference set as most software decodes them: JPEG to RGB by libjpeg-turbo.
#pragma once

// clang-format off: jpeglib.h does not include what it needs
#include <cstdio>
#include <cstdlib>
#include <jpeglib.h>
// clang-format on

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "holdfast/imaging/picture.hpp"

namespace holdfast::bench {

using Bytes = std::vector<std::byte>;

inline Bytes read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    const auto* bytes = reinterpret_cast<const std::byte*>(text.data());
    return {bytes, bytes + text.size()};
}

inline Bytes reference_file(const char* name) {
    return read_file(std::filesystem::path(HOLDFAST_VECTORS) / "pdq/images" / name);
}

/// Decodes to RGB as most software does. Trusts the file.
inline Picture decode_rgb(const Bytes& file) {
    jpeg_decompress_struct info{};
    jpeg_error_mgr errors{};
    info.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(file.data()), file.size());
    jpeg_read_header(&info, TRUE);
    info.out_color_space = JCS_RGB;
    jpeg_start_decompress(&info);
    auto picture = Picture::create(info.output_width, info.output_height, PixelFormat::rgb8);
    if (!picture) std::abort();
    while (info.output_scanline < info.output_height) {
        JSAMPROW row = picture->row(info.output_scanline).data();
        jpeg_read_scanlines(&info, &row, 1);
    }
    jpeg_destroy_decompress(&info);
    return std::move(*picture);
}

}  // namespace holdfast::bench
