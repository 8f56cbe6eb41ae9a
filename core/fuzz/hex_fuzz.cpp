// SPDX-License-Identifier: Apache-2.0
// Property: what from_hex accepts, to_hex gives back byte for byte.
#include <cstdlib>
#include <vector>

#include "holdfast/core/hex.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    std::vector<std::byte> out(size / 2);
    if (holdfast::from_hex(text, out) && holdfast::to_hex(std::span<const std::byte>(out)) != text) std::abort();
    return 0;
}
