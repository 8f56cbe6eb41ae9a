// SPDX-License-Identifier: Apache-2.0
// SHA-512 as text, beside core's Digest256: a case and a bag name both of each file.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "holdfast/core/hex.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::evidence {

using sealing::Digest512;

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
