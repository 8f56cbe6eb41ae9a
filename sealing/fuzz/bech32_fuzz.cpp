// SPDX-License-Identifier: Apache-2.0
// Property: an accepted text, put into lower case, is the only text of its prefix and data.
#include <cstdlib>
#include <string>

#include "holdfast/sealing/bech32.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string text{reinterpret_cast<const char*>(data), size};
    const auto read = holdfast::sealing::from_bech32(text);
    if (!read) return 0;
    for (char& c : text) c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c | 0x20) : c;
    if (holdfast::sealing::to_bech32(read->prefix, read->data) != text) std::abort();
    return 0;
}
