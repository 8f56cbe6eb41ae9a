// SPDX-License-Identifier: Apache-2.0
// The one chat in an export that is a ZIP file with the media beside it. Of all other members name and size are read,
// as the directory has them; never a byte of what they hold.
//
//   1. the last zip_tail_bytes() of the file -> find_zip_directory (zip_reader.hpp)
//   2. those bytes                           -> find_chat: where its texts lie, and what lies beside them
//   3. each text's bytes, as they are stored -> the caller unpacks them, to most_chat_bytes and no further
//
// A chat is one text; Telegram Desktop cuts a long one into "messages.html", "messages2.html" and so on, in one folder.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "holdfast/evidence/zip_reader.hpp"

namespace holdfast::evidence {

/// Of all texts of the chat, unpacked.
inline constexpr std::uint64_t most_chat_bytes = std::uint64_t{64} << 20U;

enum class ChatError : std::uint8_t {
    damaged,       ///< the directory breaks the format's rules
    no_chat,       ///< no member is a chat's text
    several,       ///< more than one may be it
    part_missing,  ///< "messages3.html" without "messages2.html": a chat with a hole in it is none
    locked,        ///< a text of it is locked with a password
    unknown_way,   ///< it is packed in another way than Deflate
    too_large,     ///< larger than most_chat_bytes, by its own word
    not_the_size,  ///< its own header says something else than the directory
};
/// A plain sentence.
[[nodiscard]] std::string_view explain(ChatError error) noexcept;

struct ArchiveMember {
    std::string name;        ///< as the archive has it: shown with care, never used as a path
    std::uint64_t size = 0;  ///< unpacked, by its own word
};
struct ChatText {
    ArchiveMember of;
    std::uint64_t header_offset = 0;
    std::uint64_t packed = 0;  ///< bytes in the archive
    std::uint32_t crc32 = 0;
    bool is_deflated = false;
};
struct ChatPlace {
    std::vector<ChatText> texts;  ///< one at least, in the order of the chat
    std::vector<ArchiveMember> beside;
};
/// `directory`: the bytes of `place`. The chat is the member that is called as exports call it ("_chat.txt", "WhatsApp
/// Chat with ….txt", "result.json"), all of "messages.html", "messages2.html", … of one folder, or the one text there
/// is.
[[nodiscard]] std::expected<ChatPlace, ChatError> find_chat(std::span<const std::byte> directory,
                                                            const ZipDirectoryPlace& place);

/// How long the header before the text is; `header`: the 30 bytes at header_offset.
[[nodiscard]] std::expected<std::uint64_t, ChatError> chat_header_bytes(std::span<const std::byte> header);

}  // namespace holdfast::evidence
