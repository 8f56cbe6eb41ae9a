// SPDX-License-Identifier: Apache-2.0
#include "holdfast/core/hex.hpp"

namespace holdfast {
namespace {

constexpr int digit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

}  // namespace

std::string to_hex(std::span<const std::byte> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const auto b : bytes) {
        const auto v = std::to_integer<unsigned>(b);
        text.push_back(digits[v >> 4U]);
        text.push_back(digits[v & 15U]);
    }
    return text;
}

std::expected<void, HexError> from_hex(std::string_view text, std::span<std::byte> out) noexcept {
    if (text.size() != out.size() * 2) return std::unexpected(HexError::wrong_length);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const int high = digit(text[2 * i]);
        const int low = digit(text[2 * i + 1]);
        if (high < 0 || low < 0) return std::unexpected(HexError::not_hex);
        out[i] = static_cast<std::byte>(high * 16 + low);
    }
    return {};
}

}  // namespace holdfast
