// SPDX-License-Identifier: Apache-2.0
// What an entry's header in the directory and the one before its content have in common.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string_view>

#include "holdfast/evidence/zip_reader.hpp"

namespace holdfast::evidence::zip {

/// The fields that both headers have, in the order in which they lie there.
struct SharedFields {
    std::uint16_t version = 0;
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
    std::uint32_t time = 0;
    std::uint32_t crc32 = 0;
    std::uint64_t stored_size = 0;
    std::uint64_t size = 0;
    std::uint16_t name_bytes = 0;
    std::uint16_t extra_bytes = 0;
};
inline constexpr std::size_t shared_bytes = 26;

/// Precondition: `bytes` holds shared_bytes from `at` on.
[[nodiscard]] SharedFields read_shared(std::span<const std::byte> bytes, std::size_t at) noexcept;
/// Whether such an entry can be read at all: its flags, method and version.
[[nodiscard]] std::expected<void, ZipError> check_kind(const SharedFields& fields) noexcept;
/// Goes through the extra fields; numbers that the short fields leave to Zip64 are taken from there. `offset` is null
/// in an entry's own header, which has none.
[[nodiscard]] std::expected<void, ZipError> read_extra(std::span<const std::byte> extra, SharedFields& fields,
                                                       std::uint64_t* offset) noexcept;
/// The text of a name.
[[nodiscard]] std::string_view as_text(std::span<const std::byte> bytes) noexcept;

}  // namespace holdfast::evidence::zip
