// SPDX-License-Identifier: Apache-2.0
#include "decode_property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    holdfast::media::check_channels(data, size, holdfast::media::decode_jpeg);
    return 0;
}
