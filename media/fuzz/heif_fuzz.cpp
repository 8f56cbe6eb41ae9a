// SPDX-License-Identifier: Apache-2.0
#include "decode_property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast::media;
    check_decoder(data, size, [](std::span<const std::byte> file, const Limits& limits) {
        return decode_heif(file, FileKind::heic, limits);
    });
    return 0;
}
