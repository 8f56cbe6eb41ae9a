// SPDX-License-Identifier: Apache-2.0
// Ed25519 (RFC 8032) over whole messages, as libsodium has it. The same key and message give the same signature.
#pragma once

#include <sodium.h>

#include <array>
#include <cstddef>
#include <span>

#include "holdfast/sealing/secret.hpp"
#include "octets.hpp"

namespace holdfast::sealing {

struct Ed25519Pair {
    std::array<std::byte, 32> open{};
    Secret<64> secret;
};

/// Of RFC 8032's private key.
[[nodiscard]] inline Ed25519Pair ed25519_pair(const Secret<32>& seed) noexcept {
    Ed25519Pair pair;
    crypto_sign_ed25519_seed_keypair(writable_octets(pair.open), writable_octets(pair.secret.writable()),
                                     octets(seed.bytes()));
    return pair;
}

[[nodiscard]] inline std::array<std::byte, 64> ed25519_sign(const Ed25519Pair& pair,
                                                            std::span<const std::byte> message) noexcept {
    std::array<std::byte, 64> signature{};
    crypto_sign_ed25519_detached(writable_octets(signature), nullptr, octets(message), message.size(),
                                 octets(pair.secret.bytes()));
    return signature;
}

[[nodiscard]] inline bool ed25519_verifies(std::span<const std::byte, 64> signature, std::span<const std::byte> message,
                                           const std::array<std::byte, 32>& key) noexcept {
    return crypto_sign_ed25519_verify_detached(octets(signature), octets(message), message.size(), octets(key)) == 0;
}

}  // namespace holdfast::sealing
