// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/digest.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <bit>

#include "holdfast/sealing/secret.hpp"
#include "octets.hpp"

namespace holdfast::sealing {

Digest256 sha256(std::span<const std::byte> bytes) noexcept {
    Digest256 digest;
    crypto_hash_sha256(writable_octets(digest.bytes), octets(bytes), bytes.size());
    return digest;
}

// The state is copied in and out, which next to a piece of some kilobytes costs nothing.
Sha256::Sha256() noexcept {
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    state_ = std::bit_cast<decltype(state_)>(state);
}

void Sha256::update(std::span<const std::byte> piece) noexcept {
    auto state = std::bit_cast<crypto_hash_sha256_state>(state_);
    crypto_hash_sha256_update(&state, octets(piece), piece.size());
    state_ = std::bit_cast<decltype(state_)>(state);
}

Digest256 Sha256::finish() noexcept {
    auto state = std::bit_cast<crypto_hash_sha256_state>(state_);
    Digest256 digest;
    crypto_hash_sha256_final(&state, writable_octets(digest.bytes));
    *this = Sha256();
    return digest;
}

Sha512::Sha512() noexcept {
    crypto_hash_sha512_state state;
    crypto_hash_sha512_init(&state);
    state_ = std::bit_cast<decltype(state_)>(state);
}

void Sha512::update(std::span<const std::byte> piece) noexcept {
    auto state = std::bit_cast<crypto_hash_sha512_state>(state_);
    crypto_hash_sha512_update(&state, octets(piece), piece.size());
    state_ = std::bit_cast<decltype(state_)>(state);
}

Digest512 Sha512::finish() noexcept {
    auto state = std::bit_cast<crypto_hash_sha512_state>(state_);
    Digest512 digest;
    crypto_hash_sha512_final(&state, writable_octets(digest.bytes));
    *this = Sha512();
    return digest;
}

Digest256 blake2b_256(std::span<const std::byte> bytes) noexcept {
    Digest256 digest;
    crypto_generichash_blake2b(writable_octets(digest.bytes), digest.bytes.size(), octets(bytes), bytes.size(), nullptr,
                               0);
    return digest;
}

Digest256 hmac_sha256(std::span<const std::byte> key, std::span<const std::byte> message) noexcept {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, octets(key), key.size());
    crypto_auth_hmacsha256_update(&state, octets(message), message.size());
    Digest256 mac;
    crypto_auth_hmacsha256_final(&state, writable_octets(mac.bytes));
    sodium_memzero(&state, sizeof state);
    return mac;
}

void hkdf_sha256(std::span<const std::byte> key_material, std::span<const std::byte> salt, std::string_view info,
                 std::span<std::byte> out) noexcept {
    // HMAC pads its key with zeros, so an empty salt and the RFC's 32 zero bytes are the same key.
    Digest256 pseudorandom_key = hmac_sha256(salt, key_material);
    Digest256 block;
    std::size_t done = 0;
    for (unsigned counter = 1; done < out.size() && counter <= 255; ++counter) {
        crypto_auth_hmacsha256_state state;
        crypto_auth_hmacsha256_init(&state, octets(pseudorandom_key.bytes), pseudorandom_key.bytes.size());
        if (counter > 1) crypto_auth_hmacsha256_update(&state, octets(block.bytes), block.bytes.size());
        crypto_auth_hmacsha256_update(&state, octets(as_bytes(info)), info.size());
        const auto last = static_cast<unsigned char>(counter);
        crypto_auth_hmacsha256_update(&state, &last, 1);
        crypto_auth_hmacsha256_final(&state, writable_octets(block.bytes));
        sodium_memzero(&state, sizeof state);
        const std::size_t take = std::min(block.bytes.size(), out.size() - done);
        std::copy_n(block.bytes.begin(), take, out.begin() + static_cast<std::ptrdiff_t>(done));
        done += take;
    }
    std::ranges::fill(out.subspan(done), std::byte{0});
    wipe(block.bytes);
    wipe(pseudorandom_key.bytes);
}

}  // namespace holdfast::sealing
