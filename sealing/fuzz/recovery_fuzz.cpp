// SPDX-License-Identifier: Apache-2.0
// Property: whatever a person brings back, an accepted text leads to an identity whose own file and words lead to it
// again.
#include <cstdlib>

#include "holdfast/sealing/case_keys.hpp"
#include "holdfast/sealing/digest.hpp"
#include "holdfast/sealing/recovery_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast::sealing;
    const auto input = std::as_bytes(std::span(data, size));
    const auto read = read_recovery(input, std::nullopt);
    if (!read) {
        if (to_text(read.error()).empty()) std::abort();
        return 0;
    }
    const auto file = make_recovery_file(read->identity, {0}, read->number);
    const auto again = read_recovery(as_bytes(file.view()), std::nullopt);
    if (!again || again->identity.to_text().view() != read->identity.to_text().view() ||
        again->number != read->number) {
        std::abort();
    }
    if (read->root) {
        const auto root = root_from_words(to_words(*read->root).view());
        if (!root || !(*root == *read->root)) std::abort();
    }
    return 0;
}
