// SPDX-License-Identifier: Apache-2.0
// Property: a signature file with LF line ends that is accepted is the only text of what it says; a key line likewise.
#include <cstdlib>

#include "holdfast/sealing/minisign.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast::sealing;
    const std::string text{reinterpret_cast<const char*>(data), size};
    if (const auto read = read_minisign(text)) {
        const auto again = read_minisign(to_text(*read));
        if (!again || *again != *read) std::abort();
        const bool plain = text.find('\r') == std::string::npos && text.ends_with('\n');
        if (plain && to_text(*read) != text) std::abort();
    }
    if (const auto key = read_minisign_key(text)) {
        if (read_minisign_key(to_text(*key)) != *key) std::abort();
    }
    return 0;
}
