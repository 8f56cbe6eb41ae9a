// SPDX-License-Identifier: Apache-2.0
// SHA-512 of something, beside core's Digest256: a bag lists both of each file.
#pragma once

#include <array>
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

#include "holdfast/core/hex.hpp"

namespace holdfast::evidence {

struct Digest512 {
    std::array<std::byte, 64> bytes{};
    friend constexpr bool operator==(const Digest512&, const Digest512&) noexcept = default;
};

/// 128 lower-case hexadecimal digits.
[[nodiscard]] inline std::string to_hex(const Digest512& digest) {
    return holdfast::to_hex(digest.bytes);
}
[[nodiscard]] inline std::expected<Digest512, HexError> digest512_from_hex(std::string_view text) noexcept {
    Digest512 digest;
    if (const auto read = from_hex(text, digest.bytes); !read) return std::unexpected(read.error());
    return digest;
}

}  // namespace holdfast::evidence
