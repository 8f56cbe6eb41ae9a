// SPDX-License-Identifier: Apache-2.0
// CRC-32 as ZIP has it (ISO 3309: reflected, polynomial 0xEDB88320), taken a piece at a time. It notices damage, never
// tampering: what a pack promises rests on its digests.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace holdfast::evidence {

/// The checksum of nothing, to begin with.
inline constexpr std::uint32_t crc32_of_nothing = 0;

/// The checksum of what `checksum` stands for, followed by `bytes`. Cost: about a nanosecond for two bytes or more.
[[nodiscard]] std::uint32_t crc32(std::uint32_t checksum, std::span<const std::byte> bytes) noexcept;

}  // namespace holdfast::evidence
