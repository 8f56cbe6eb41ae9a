// SPDX-License-Identifier: Apache-2.0
// Bounds-checked integers out of hostile bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>

namespace holdfast::media {

enum class ByteOrder : std::uint8_t { big, little };

/// `count` bytes (1..4) at `at` as an unsigned integer; nothing when they are not all there.
[[nodiscard]] constexpr std::optional<std::uint32_t> read_unsigned(std::span<const std::byte> bytes, std::size_t at,
                                                                   std::size_t count, ByteOrder order) noexcept {
    if (at > bytes.size() || count > bytes.size() - at) return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t from = order == ByteOrder::big ? i : count - 1 - i;
        value = (value << 8U) | std::to_integer<std::uint32_t>(bytes[at + from]);
    }
    return value;
}

/// Whether `bytes` hold `text` at `at`.
[[nodiscard]] inline bool holds(std::span<const std::byte> bytes, std::size_t at, std::string_view text) noexcept {
    return at <= bytes.size() && text.size() <= bytes.size() - at &&
           std::memcmp(bytes.data() + at, text.data(), text.size()) == 0;
}

/// The part from `at` on, at most `count` bytes; what lies outside is left out.
[[nodiscard]] constexpr std::span<const std::byte> part_of(std::span<const std::byte> bytes, std::size_t at,
                                                           std::size_t count) noexcept {
    if (at >= bytes.size()) return {};
    return bytes.subspan(at, count < bytes.size() - at ? count : bytes.size() - at);
}

}  // namespace holdfast::media
