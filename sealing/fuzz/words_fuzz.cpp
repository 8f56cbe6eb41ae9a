// SPDX-License-Identifier: Apache-2.0
// Property: accepted words lead to a root whose words lead to it again, and an error names a position that exists.
#include <cstdlib>

#include "holdfast/sealing/recovery_words.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast::sealing;
    const auto root = root_from_words({reinterpret_cast<const char*>(data), size});
    if (root) {
        const auto again = root_from_words(to_words(*root).view());
        if (!again || !(*again == *root)) std::abort();
    } else if (root.error().kind == WordsError::Kind::unknown_word && root.error().position == 0) {
        std::abort();
    }
    return 0;
}
