// SPDX-License-Identifier: Apache-2.0
// The check sums of the chunks are put right first: otherwise hardly any mutation would get past them.
#include <zlib.h>

#include <vector>

#include "byte_reader.hpp"
#include "decode_property.hpp"

namespace {

void mend_check_sums(std::vector<std::uint8_t>& file) {
    const std::span<const std::byte> bytes(reinterpret_cast<const std::byte*>(file.data()), file.size());
    for (std::size_t at = 8;;) {
        const auto length = holdfast::media::read_unsigned(bytes, at, 4, holdfast::media::ByteOrder::big);
        if (!length || file.size() - at < 12 || *length > file.size() - at - 12) return;
        const auto sum = static_cast<std::uint32_t>(crc32(0, file.data() + at + 4, *length + 4));
        for (std::size_t i = 0; i < 4; ++i) file[at + 8 + *length + i] = static_cast<std::uint8_t>(sum >> (24 - 8 * i));
        at += 12 + *length;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<std::uint8_t> file(data, data + size);
    mend_check_sums(file);
    holdfast::media::check_channels(file.data(), file.size(), holdfast::media::decode_png);
    return 0;
}
