// SPDX-License-Identifier: Apache-2.0
// What a person keeps on their own device beside the locked recovery text (docs/formats/draft.md), under the case's
// draft key: whoever lacks what opens the case can neither read nor change it.
//
// Layout: nonce (24) || crypto_secretbox (XSalsa20-Poly1305). Inside: the text, one byte 0x80, zeros up to a multiple
// of 1024, so that length tells little (ISO/IEC 7816-4 padding).
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <vector>

#include "holdfast/sealing/secret.hpp"

namespace holdfast::sealing {

inline constexpr std::size_t draft_block_bytes = 1024;
inline constexpr std::size_t draft_nonce_bytes = 24;
inline constexpr std::size_t draft_overhead_bytes = draft_nonce_bytes + 16;
inline constexpr std::size_t max_draft_bytes =
    262'144;  ///< of a text with its padding; longer ones are refused both ways

enum class DraftError : std::uint8_t {
    too_long,   ///< the text with its padding passes max_draft_bytes
    not_ours,   ///< not sealed with this key, or altered
    malformed,  ///< cut off, or its padding is wrong
};

/// `nonce` is fresh random for every call.
[[nodiscard]] std::expected<std::vector<std::byte>, DraftError> seal_draft(
    std::span<const std::byte> text, const Secret<32>& key, std::span<const std::byte, draft_nonce_bytes> nonce);
/// The caller wipes what it gets.
[[nodiscard]] std::expected<std::vector<std::byte>, DraftError> open_draft(std::span<const std::byte> sealed,
                                                                           const Secret<32>& key);

}  // namespace holdfast::sealing
