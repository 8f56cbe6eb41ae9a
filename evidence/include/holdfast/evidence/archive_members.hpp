// SPDX-License-Identifier: Apache-2.0
// The files in an archive (ZIP) that somebody was given, such as the download of an account or an export of a chat, to
// choose single ones out of. Nothing of a file is read before it is chosen.
//
//   1. the last zip_tail_bytes() of the archive -> find_zip_directory (zip_reader.hpp)
//   2. those bytes                              -> members_of: what it holds, and what can be taken out of it
//   3. member_lead_bytes() at header_offset     -> member_header_bytes: where its bytes begin
//   4. those bytes, unpacked by the caller to `of.size` and no further, must have the CRC-32
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "holdfast/evidence/chat_archive.hpp"

namespace holdfast::evidence {

/// Of one member that is taken out, unpacked and as it lies there.
inline constexpr std::uint64_t most_member_bytes = std::uint64_t{512} << 20U;

enum class MemberError : std::uint8_t {
    damaged,        ///< it does not lie where the directory says
    doubled,        ///< another member has the same name, so that nobody can say which one is meant
    not_a_file,     ///< a link or a device
    locked,         ///< with a password
    unknown_way,    ///< packed in another way than Deflate
    too_large,      ///< larger than most_member_bytes, by its own word
    two_accounts,   ///< its own header says something else than the directory, or its packed size does
    not_as_stated,  ///< unpacked it is longer or shorter, or has another CRC-32
};
/// A plain sentence.
[[nodiscard]] std::string_view explain(MemberError error) noexcept;

struct MemberPlace {
    ArchiveMember of;
    std::uint64_t header_offset = 0;
    std::uint64_t packed = 0;  ///< bytes in the archive
    std::uint32_t crc32 = 0;
    bool is_deflated = false;
    std::optional<MemberError> fault{};  ///< why it cannot be taken out
};
/// All but folders, in the order of the directory; nothing where that breaks the format's rules. `directory`: the bytes
/// of `place`.
[[nodiscard]] std::optional<std::vector<MemberPlace>> members_of(std::span<const std::byte> directory,
                                                                 const ZipDirectoryPlace& place);

/// How many bytes at header_offset member_header_bytes() wants.
[[nodiscard]] std::uint64_t member_lead_bytes(const MemberPlace& member) noexcept;
/// How long the header before its bytes is. `lead`: the member_lead_bytes() at header_offset.
[[nodiscard]] std::expected<std::uint64_t, MemberError> member_header_bytes(std::span<const std::byte> lead,
                                                                            const MemberPlace& member);

}  // namespace holdfast::evidence
