// SPDX-License-Identifier: Apache-2.0
// A directory as phones and services write it: with comments, extra fields and Deflate, which packs of ours never have.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "holdfast/evidence/chat_archive.hpp"
#include "zip_format.hpp"

namespace holdfast::evidence::zip {

inline constexpr std::uint16_t method_stored = 0;
inline constexpr std::uint16_t method_deflated = 8;
inline constexpr std::uint16_t flags_of_locked = flag_encrypted | flag_strongly_encrypted | flag_masked;

struct Member {
    ArchiveMember of;
    std::uint64_t packed = 0;
    std::uint64_t header_offset = 0;
    std::uint32_t crc32 = 0;
    std::uint32_t attributes = 0;  ///< as the system has them that made_by names
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
    std::uint16_t made_by = 0;
};
/// The member at the front of `bytes`, which it is taken off; nothing where the directory breaks the format's rules.
[[nodiscard]] std::optional<Member> take_member(std::span<const std::byte>& bytes);

}  // namespace holdfast::evidence::zip
