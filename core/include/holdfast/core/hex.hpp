// SPDX-License-Identifier: Apache-2.0
// Fixed-width lower-case hexadecimal, the text form of every fingerprint and digest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>

namespace holdfast {

/// Why a hexadecimal text was refused.
enum class HexError : std::uint8_t {
    wrong_length,  ///< not exactly two characters a byte
    not_hex,       ///< a character outside [0-9a-f]; upper case is refused, so that one value has one text
};

/// Text of `bytes`: two characters a byte, lower case, first byte first.
[[nodiscard]] std::string to_hex(std::span<const std::byte> bytes);

/// Reads exactly `out.size()` bytes from `text`. On error `out` holds unspecified bytes.
/// Cost: linear; allocates nothing.
[[nodiscard]] std::expected<void, HexError> from_hex(std::string_view text, std::span<std::byte> out) noexcept;

}  // namespace holdfast
