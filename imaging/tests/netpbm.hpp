// SPDX-License-Identifier: Apache-2.0
// Reads the binary PGM and PPM files among the vectors (maximum 255, one comment-free header line a field).
#pragma once

#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "holdfast/imaging/picture.hpp"

namespace holdfast::vectors {

inline Picture read_netpbm(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string magic;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    int maximum = 0;
    file >> magic >> width >> height >> maximum;
    file.get();
    if (!file || (magic != "P5" && magic != "P6") || maximum != 255) throw std::runtime_error("no PGM or PPM: " + path);
    auto picture = Picture::create(width, height, magic == "P5" ? PixelFormat::grey8 : PixelFormat::rgb8);
    if (!picture) throw std::runtime_error("sides: " + path);
    const auto pixels = picture->pixels();
    file.read(reinterpret_cast<char*>(pixels.data()), static_cast<std::streamsize>(pixels.size()));
    if (!file) throw std::runtime_error("truncated: " + path);
    return std::move(*picture);
}

}  // namespace holdfast::vectors
