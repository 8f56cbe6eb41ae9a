// SPDX-License-Identifier: Apache-2.0
// A head that is not refused says what is written when it is written again, and is of a picture within the limits.
#include <cstring>

#include "decode_property.hpp"
#include "holdfast/media/picture_frame.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast::media;
    if (size < frame_head_bytes) return 0;
    FrameHead head;
    std::memcpy(head.data(), data, head.size());
    const auto opened = open_frame(head, FileKind::heic, fuzz_limits);
    if (opened ? frame_head(opened) != head || !is_within_limits(opened->picture)
               : opened.error() != DecodeError::decoder_crashed && opened.error() != DecodeError::out_of_memory &&
                     frame_head(opened) != head) {
        std::abort();
    }
    return 0;
}
