// SPDX-License-Identifier: Apache-2.0
// A directory says where the chat lies: within the archive, and no larger than the limit. The same of each file that
// can be chosen, whose own header is no longer than what is asked for it.
#include <cstdint>
#include <cstdlib>
#include <span>

#include "holdfast/evidence/archive_members.hpp"
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
    for (const std::uint64_t entries : {1U, 2U, 3U}) {
        const std::uint64_t offset = size;
        const auto members = members_of(file, {.offset = offset, .bytes = size, .entries = entries});
        if (!members) continue;
        if (members->size() > entries) std::abort();
        for (const MemberPlace& member : *members) {
            if (member.fault) continue;
            if (member.of.size > most_member_bytes || member.packed > most_member_bytes) std::abort();
            if (member.header_offset + member.packed > offset) std::abort();
            const std::uint64_t lead = member_lead_bytes(member);
            if (lead > size) continue;
            const auto header = member_header_bytes(file.first(static_cast<std::size_t>(lead)), member);
            if (header && *header > lead) std::abort();
        }
    }
    return 0;
}
