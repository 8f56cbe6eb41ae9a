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
        const std::string printed = to_text(*key);
        if (read_minisign_key(printed) != *key) std::abort();
        // Its one line of base64 is the only spelling; comment and line ends may differ.
        const std::size_t line = printed.find('\n') + 1;
        if (text.find(printed.substr(line, printed.size() - line - 1)) == std::string::npos) std::abort();
    }
    return 0;
}
