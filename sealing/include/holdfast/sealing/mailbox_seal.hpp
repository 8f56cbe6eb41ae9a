// SPDX-License-Identifier: Apache-2.0
// Messages to a case, sealed so that the service that stores them cannot read them, and nobody can tell who sealed.
//
// Layout: libsodium's crypto_box_seal: ephemeral public key (32) || crypto_box(nonce = BLAKE2b-192(ephemeral ||
// recipient)). Inside: the message, one byte 0x80, zeros up to a multiple of 256, so that length tells little
// (ISO/IEC 7816-4 padding). The message itself names its kind; a seal proves no sender.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <vector>

#include "holdfast/sealing/secret.hpp"

namespace holdfast::sealing {

inline constexpr std::size_t seal_block_bytes = 256;
inline constexpr std::size_t seal_overhead_bytes = 48;
inline constexpr std::size_t max_sealed_bytes = 65536 + seal_overhead_bytes;  ///< longer ones are refused both ways

enum class SealError : std::uint8_t {
    too_long,        ///< the message with its padding passes 65,536 bytes
    bad_public_key,  ///< a low-order point: nothing can be sealed to it
    not_for_us,      ///< not sealed to this key, or altered
    malformed,       ///< cut off, or its padding is wrong
};

/// `ephemeral` is 32 fresh random bytes, never used again; it is wiped with its owner.
[[nodiscard]] std::expected<std::vector<std::byte>, SealError> seal_message(
    std::span<const std::byte> message, std::span<const std::byte, 32> mailbox_public, const Secret<32>& ephemeral);
/// The caller wipes what it gets if it is secret.
[[nodiscard]] std::expected<std::vector<std::byte>, SealError> open_message(std::span<const std::byte> sealed,
                                                                            const Secret<32>& mailbox);

/// Whether `key` can be sealed to: 32 bytes that are not a low-order point. The service checks this on submission.
[[nodiscard]] bool is_usable_mailbox_key(std::span<const std::byte, 32> key) noexcept;

}  // namespace holdfast::sealing
