// SPDX-License-Identifier: Apache-2.0
// A directory says where the chat lies: within the archive, and no larger than the limit.
#include <cstdint>
#include <cstdlib>
#include <span>

#include "holdfast/evidence/chat_archive.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast::evidence;
    const auto file = std::as_bytes(std::span(data, size));
    (void)chat_header_bytes(file);
    for (const std::uint64_t offset : {std::uint64_t{0}, std::uint64_t{size}, std::uint64_t{1} << 33U}) {
        const auto found = find_chat(file, {.offset = offset, .bytes = size, .entries = 1});
        if (!found) continue;
        if (found->texts.empty()) std::abort();
        std::uint64_t all = 0;
        for (const ChatText& text : found->texts) {
            all += text.of.size;
            if (text.packed > most_chat_bytes || all > most_chat_bytes) std::abort();
            if (text.header_offset + text.packed > offset) std::abort();
        }
    }
    return 0;
}
