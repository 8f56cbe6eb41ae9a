// SPDX-License-Identifier: Apache-2.0
// Bech32 (BIP-173) over whole bytes, without BIP-173's limit of 90 characters, as age uses it for its keys.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::sealing {

inline constexpr std::size_t max_bech32_length = 4096;

enum class Bech32Error : std::uint8_t {
    mixed_case,     ///< upper and lower case in one text
    no_separator,   ///< no "1" between prefix and data, or nothing before it
    bad_character,  ///< a character outside the alphabet
    bad_checksum,   ///< damaged or mistyped
    bad_padding,    ///< bits left over that make no whole byte, or are not zero
    wrong_length,   ///< longer than max_bech32_length or shorter than a checksum
};

struct Bech32 {
    std::string prefix;  ///< lower case
    std::vector<std::byte> data;
};

/// `prefix` in lower case, of characters "!".."~".
[[nodiscard]] std::string to_bech32(std::string_view prefix, std::span<const std::byte> data);
[[nodiscard]] std::expected<Bech32, Bech32Error> from_bech32(std::string_view text);

}  // namespace holdfast::sealing
