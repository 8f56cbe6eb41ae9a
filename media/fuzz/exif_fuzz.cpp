// SPDX-License-Identifier: Apache-2.0
// Property: the orientation is one of eight, and a block that stands in a JPEG segment is found and read as it is
// alone.
#include <cstdlib>
#include <vector>

#include "exif_orientation.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast;
    const std::span<const std::byte> bytes(reinterpret_cast<const std::byte*>(data), size);
    static_cast<void>(media::find_jpeg_exif(bytes));
    const Orientation alone = media::exif_orientation(bytes);
    if (static_cast<int>(alone) < 1 || static_cast<int>(alone) > 8) std::abort();
    if (size > 60'000 || bytes.empty() || (size >= 4 && data[0] == 'E')) return 0;

    constexpr std::uint8_t mark[] = {'E', 'x', 'i', 'f', 0, 0};
    const std::size_t length = 2 + sizeof mark + size;
    std::vector<std::uint8_t> jpeg{
        0xff, 0xd8, 0xff, 0xe1, static_cast<std::uint8_t>(length >> 8U), static_cast<std::uint8_t>(length)};
    jpeg.insert(jpeg.end(), std::begin(mark), std::end(mark));
    jpeg.insert(jpeg.end(), data, data + size);
    jpeg.insert(jpeg.end(), {0xff, 0xda});
    const auto found = media::find_jpeg_exif({reinterpret_cast<const std::byte*>(jpeg.data()), jpeg.size()});
    if (found.size() != size + sizeof mark || media::exif_orientation(found) != alone) std::abort();
    return 0;
}
