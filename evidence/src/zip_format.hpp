// SPDX-License-Identifier: Apache-2.0
// Signatures, sizes and marks of ZIP (PKWARE APPNOTE.TXT 6.3.10), and its little-endian numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace holdfast::evidence::zip {

inline constexpr std::uint32_t local_signature = 0x04034B50;
inline constexpr std::uint32_t central_signature = 0x02014B50;
inline constexpr std::uint32_t end_signature = 0x06054B50;
inline constexpr std::uint32_t end64_signature = 0x06064B50;
inline constexpr std::uint32_t locator_signature = 0x07064B50;

inline constexpr std::size_t local_bytes = 30;  ///< without name and extra field
inline constexpr std::size_t central_bytes = 46;
inline constexpr std::size_t end_bytes = 22;
inline constexpr std::size_t end64_bytes = 56;
inline constexpr std::size_t locator_bytes = 20;

inline constexpr std::uint16_t version_stored = 10;
inline constexpr std::uint16_t version_zip64 = 45;
inline constexpr std::uint16_t made_on_unix = 3;

inline constexpr std::uint16_t flag_encrypted = 1U << 0U;
inline constexpr std::uint16_t flag_descriptor = 1U << 3U;
inline constexpr std::uint16_t flag_patch = 1U << 5U;
inline constexpr std::uint16_t flag_strongly_encrypted = 1U << 6U;
inline constexpr std::uint16_t flag_utf8 = 1U << 11U;
inline constexpr std::uint16_t flag_masked = 1U << 13U;

inline constexpr std::uint16_t extra_zip64 = 0x0001;
inline constexpr std::uint32_t full32 = 0xFFFFFFFFU;  ///< "see the Zip64 field"
inline constexpr std::uint16_t full16 = 0xFFFFU;

template <typename Number>
void put(std::string& out, Number number) {
    for (std::size_t i = 0; i < sizeof number; ++i)
        out += static_cast<char>(static_cast<std::uint64_t>(number) >> (8U * i) & 0xFFU);
}

/// Precondition: at + sizeof(Number) is within `bytes`.
template <typename Number>
[[nodiscard]] Number get(std::span<const std::byte> bytes, std::size_t at) noexcept {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        number |= std::to_integer<std::uint64_t>(bytes[at + i]) << (8U * i);
    return static_cast<Number>(number);
}

}  // namespace holdfast::evidence::zip
