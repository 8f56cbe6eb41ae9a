// SPDX-License-Identifier: Apache-2.0
// Not decoded twice: libde265 leaves the slices that a damaged file lacks unwritten, and says nothing.
#include "decode_property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast::media;
    const auto decoded = decode_heif({reinterpret_cast<const std::byte*>(data), size}, FileKind::heic, fuzz_limits);
    if (decoded && !is_within_limits(decoded->picture)) std::abort();
    return 0;
}
