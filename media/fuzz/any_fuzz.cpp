// SPDX-License-Identifier: Apache-2.0
// The entrance: whatever the bytes are, sniffing and decoding them ends well.
#include "decode_property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    holdfast::media::check_decoder(data, size, holdfast::media::decode);
    return 0;
}
