// SPDX-License-Identifier: Apache-2.0
#include "holdfast/core/fingerprint.hpp"

#include <cstddef>

namespace holdfast {

std::string to_hex(const Code256& code) {
    std::array<std::byte, 32> bytes{};
    for (std::size_t i = 0; i < 32; ++i) {
        const std::size_t k = 31 - i;  // byte k holds bits 8k .. 8k+7; the highest goes first
        bytes[i] = static_cast<std::byte>((code.words[k / 8] >> (8 * (k % 8))) & 0xffU);
    }
    return to_hex(std::span<const std::byte>(bytes));
}

std::expected<Code256, HexError> code_from_hex(std::string_view text) noexcept {
    std::array<std::byte, 32> bytes{};
    if (const auto read = from_hex(text, bytes); !read) return std::unexpected(read.error());
    Code256 code;
    for (std::size_t i = 0; i < 32; ++i) {
        const std::size_t k = 31 - i;
        code.words[k / 8] |= std::to_integer<std::uint64_t>(bytes[i]) << (8 * (k % 8));
    }
    return code;
}

std::string_view to_text(FingerprintKind kind) noexcept {
    switch (kind) {
        case FingerprintKind::pdq:
            return "pdq";
        case FingerprintKind::pdq_r1:
            return "pdq-r1";
        case FingerprintKind::pdq_c1:
            return "pdq-c1";
    }
    return "unknown";
}

std::expected<FingerprintKind, KindError> kind_from_text(std::string_view text) noexcept {
    for (const auto kind : {FingerprintKind::pdq, FingerprintKind::pdq_r1, FingerprintKind::pdq_c1}) {
        if (text == to_text(kind)) return kind;
    }
    return std::unexpected(KindError::unknown);
}

}  // namespace holdfast
