// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/bech32.hpp"

#include <algorithm>
#include <array>

namespace holdfast::sealing {
namespace {

constexpr std::string_view alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t checksum_length = 6;

// The BCH code of BIP-173, fed one 5-bit value at a time.
class Checksum {
  public:
    constexpr void add(unsigned value) noexcept {
        constexpr std::array<std::uint32_t, 5> generator{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
        const std::uint32_t top = state_ >> 25U;
        state_ = ((state_ & 0x1ffffffU) << 5U) ^ value;
        for (unsigned i = 0; i < generator.size(); ++i) state_ ^= ((top >> i) & 1U) != 0 ? generator[i] : 0;
    }
    constexpr void add_prefix(std::string_view lower_case) noexcept {
        for (const char c : lower_case) add(static_cast<unsigned char>(c) >> 5U);
        add(0);
        for (const char c : lower_case) add(static_cast<unsigned char>(c) & 31U);
    }
    [[nodiscard]] constexpr std::uint32_t state() const noexcept { return state_; }

  private:
    std::uint32_t state_ = 1;
};

constexpr bool is_upper(char c) noexcept {
    return c >= 'A' && c <= 'Z';
}
constexpr bool is_lower(char c) noexcept {
    return c >= 'a' && c <= 'z';
}
constexpr char lower(char c) noexcept {
    return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::string to_bech32(std::string_view prefix, std::span<const std::byte> data) {
    std::string text(prefix);
    text.push_back('1');
    Checksum checksum;
    checksum.add_prefix(prefix);
    const auto put = [&](unsigned value) {
        checksum.add(value);
        text.push_back(alphabet[value]);
    };
    unsigned bits = 0;
    unsigned held = 0;
    for (const std::byte b : data) {
        bits = ((bits << 8U) | static_cast<unsigned>(b)) & 0xfffU;
        held += 8;
        while (held >= 5) {
            held -= 5;
            put((bits >> held) & 31U);
        }
    }
    if (held > 0) put((bits << (5 - held)) & 31U);
    for (std::size_t i = 0; i < checksum_length; ++i) checksum.add(0);
    const std::uint32_t sum = checksum.state() ^ 1U;
    for (std::size_t i = 0; i < checksum_length; ++i) text.push_back(alphabet[(sum >> (5 * (5 - i))) & 31U]);
    return text;
}

std::expected<Bech32, Bech32Error> from_bech32(std::string_view text) {
    if (text.size() > max_bech32_length) return std::unexpected(Bech32Error::wrong_length);
    if (std::ranges::any_of(text, is_upper) && std::ranges::any_of(text, is_lower)) {
        return std::unexpected(Bech32Error::mixed_case);
    }
    const std::size_t separator = text.rfind('1');
    if (separator == std::string_view::npos || separator == 0) return std::unexpected(Bech32Error::no_separator);
    Bech32 read;
    for (const char c : text.substr(0, separator)) {
        if (c < '!' || c > '~') return std::unexpected(Bech32Error::bad_character);
        read.prefix.push_back(lower(c));
    }
    const std::string_view tail = text.substr(separator + 1);
    if (tail.size() < checksum_length) return std::unexpected(Bech32Error::wrong_length);

    Checksum checksum;
    checksum.add_prefix(read.prefix);
    unsigned bits = 0;
    unsigned held = 0;
    read.data.reserve(tail.size() * 5 / 8);
    for (std::size_t i = 0; i < tail.size(); ++i) {
        const std::size_t value = alphabet.find(lower(tail[i]));
        if (value == std::string_view::npos) return std::unexpected(Bech32Error::bad_character);
        checksum.add(static_cast<unsigned>(value));
        if (i + checksum_length >= tail.size()) continue;
        bits = ((bits << 5U) | static_cast<unsigned>(value)) & 0xfffU;
        held += 5;
        if (held >= 8) {
            held -= 8;
            read.data.push_back(static_cast<std::byte>((bits >> held) & 0xffU));
        }
    }
    if (checksum.state() != 1) return std::unexpected(Bech32Error::bad_checksum);
    if (held >= 5 || (bits & ((1U << held) - 1U)) != 0) return std::unexpected(Bech32Error::bad_padding);
    return read;
}

}  // namespace holdfast::sealing
