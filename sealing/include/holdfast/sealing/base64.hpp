// SPDX-License-Identifier: Apache-2.0
// Base64 (RFC 4648), strict: one value has one text. Unused bits must be zero, no line breaks, no spaces.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::sealing {

enum class Base64Form : std::uint8_t {
    padded,    ///< "+/" and "=" up to a multiple of four: armor, PEM
    unpadded,  ///< "+/", no "=": age headers
    url,       ///< "-_", no "=": tokens in HTTP headers and JSON
};

enum class Base64Error : std::uint8_t {
    wrong_length,   ///< a length that no bytes encode to
    not_base64,     ///< a character outside the alphabet, padding in the wrong place
    not_canonical,  ///< unused bits are not zero
};

[[nodiscard]] std::string to_base64(std::span<const std::byte> bytes, Base64Form form);
[[nodiscard]] std::expected<std::vector<std::byte>, Base64Error> from_base64(std::string_view text, Base64Form form);
/// Into a buffer of known size; wrong_length when the text holds another number of bytes. On error `out` is
/// unspecified.
[[nodiscard]] std::expected<void, Base64Error> from_base64(std::string_view text, Base64Form form,
                                                           std::span<std::byte> out) noexcept;

}  // namespace holdfast::sealing
