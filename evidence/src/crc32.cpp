// SPDX-License-Identifier: Apache-2.0
// Sixteen bytes a step, one table each: M. E. Kounavis and F. L. Berry, "A systematic approach to building high
// performance software-based CRC generators", ISCC 2005.
#include "holdfast/evidence/crc32.hpp"

#include <array>

namespace holdfast::evidence {
namespace {

constexpr std::size_t step = 16;

// tables[k][b]: what byte b becomes when k more zero bytes follow it.
constexpr std::array<std::array<std::uint32_t, 256>, step> tables = [] {
    std::array<std::array<std::uint32_t, 256>, step> made{};
    for (std::uint32_t b = 0; b < 256; ++b) {
        std::uint32_t c = b;
        for (int bit = 0; bit < 8; ++bit) c = (c >> 1U) ^ ((c & 1U) != 0 ? 0xEDB88320U : 0U);
        made[0][b] = c;
    }
    for (std::size_t k = 1; k < step; ++k)
        for (std::size_t b = 0; b < 256; ++b) made[k][b] = (made[k - 1][b] >> 8U) ^ made[0][made[k - 1][b] & 0xFFU];
    return made;
}();

}  // namespace

std::uint32_t crc32(std::uint32_t checksum, std::span<const std::byte> bytes) noexcept {
    std::uint32_t c = ~checksum;
    const std::byte* at = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= step; at += step, left -= step) {
        std::uint32_t next = 0;
        for (std::size_t i = 0; i < step; ++i) {
            const std::uint32_t mixed = i < 4 ? (c >> (8U * i)) & 0xFFU : 0U;
            next ^= tables[step - 1 - i][std::to_integer<std::uint32_t>(at[i]) ^ mixed];
        }
        c = next;
    }
    for (; left > 0; ++at, --left) c = (c >> 8U) ^ tables[0][(c ^ std::to_integer<std::uint32_t>(*at)) & 0xFFU];
    return ~c;
}

}  // namespace holdfast::evidence
