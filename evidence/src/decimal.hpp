// SPDX-License-Identifier: Apache-2.0
// Whole numbers as a log's texts have them: decimal, without sign or leading zeros, so that one number has one text.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace holdfast::evidence {

[[nodiscard]] inline std::optional<std::uint64_t> read_decimal(std::string_view text) noexcept {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if (text.size() > 1 && text.front() == '0') return std::nullopt;
    return value;
}

}  // namespace holdfast::evidence
