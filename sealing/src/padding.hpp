// SPDX-License-Identifier: Apache-2.0
// ISO/IEC 7816-4: a byte 0x80 after the message, then zeros up to a whole number of blocks.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace holdfast::sealing {

constexpr std::size_t padded_size(std::size_t message, std::size_t block) noexcept {
    return (message / block + 1) * block;
}

inline std::vector<std::byte> with_padding(std::span<const std::byte> message, std::size_t block) {
    std::vector<std::byte> padded(padded_size(message.size(), block));
    std::ranges::copy(message, padded.begin());
    padded[message.size()] = std::byte{0x80};
    return padded;
}

/// How long the message inside is; nothing where this is no padding.
inline std::optional<std::size_t> size_without_padding(std::span<const std::byte> padded, std::size_t block) noexcept {
    std::size_t size = padded.size();
    while (size > 0 && padded[size - 1] == std::byte{0}) --size;
    const bool is_padded =
        padded.size() % block == 0 && size > 0 && padded[size - 1] == std::byte{0x80} && padded.size() - size < block;
    return is_padded ? std::optional(size - 1) : std::nullopt;
}

}  // namespace holdfast::sealing
