// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/mailbox_seal.hpp"

#include <sodium.h>

#include "octets.hpp"
#include "padding.hpp"

namespace holdfast::sealing {
namespace {

using Nonce = std::array<unsigned char, crypto_box_NONCEBYTES>;

static_assert(seal_overhead_bytes == crypto_box_PUBLICKEYBYTES + crypto_box_MACBYTES);

// As crypto_box_seal has it; written here because that function draws its own ephemeral key.
Nonce nonce_of(const unsigned char* ephemeral_public, const unsigned char* recipient) noexcept {
    Nonce nonce;
    crypto_generichash_blake2b_state state;
    crypto_generichash_blake2b_init(&state, nullptr, 0, nonce.size());
    crypto_generichash_blake2b_update(&state, ephemeral_public, crypto_box_PUBLICKEYBYTES);
    crypto_generichash_blake2b_update(&state, recipient, crypto_box_PUBLICKEYBYTES);
    crypto_generichash_blake2b_final(&state, nonce.data(), nonce.size());
    return nonce;
}

}  // namespace

std::expected<std::vector<std::byte>, SealError> seal_message(std::span<const std::byte> message,
                                                              std::span<const std::byte, 32> mailbox_public,
                                                              const Secret<32>& ephemeral) {
    if (padded_size(message.size(), seal_block_bytes) + seal_overhead_bytes > max_sealed_bytes)
        return std::unexpected(SealError::too_long);
    std::vector<std::byte> padded = with_padding(message, seal_block_bytes);

    std::vector<std::byte> sealed(padded.size() + seal_overhead_bytes);
    unsigned char* const ephemeral_public = writable_octets(sealed);
    crypto_scalarmult_base(ephemeral_public, octets(ephemeral.bytes()));
    const Nonce nonce = nonce_of(ephemeral_public, octets(mailbox_public));
    const int boxed = crypto_box_easy(ephemeral_public + crypto_box_PUBLICKEYBYTES, octets(padded), padded.size(),
                                      nonce.data(), octets(mailbox_public), octets(ephemeral.bytes()));
    wipe(padded);
    if (boxed != 0) return std::unexpected(SealError::bad_public_key);
    return sealed;
}

std::expected<std::vector<std::byte>, SealError> open_message(std::span<const std::byte> sealed,
                                                              const Secret<32>& mailbox) {
    if (sealed.size() > max_sealed_bytes) return std::unexpected(SealError::too_long);
    if (sealed.size() < seal_overhead_bytes + seal_block_bytes) return std::unexpected(SealError::malformed);
    std::array<std::byte, 32> mailbox_public{};
    crypto_scalarmult_base(writable_octets(mailbox_public), octets(mailbox.bytes()));
    const unsigned char* const ephemeral_public = octets(sealed);
    const Nonce nonce = nonce_of(ephemeral_public, octets(mailbox_public));
    std::vector<std::byte> message(sealed.size() - seal_overhead_bytes);
    if (crypto_box_open_easy(writable_octets(message), ephemeral_public + crypto_box_PUBLICKEYBYTES,
                             sealed.size() - crypto_box_PUBLICKEYBYTES, nonce.data(), ephemeral_public,
                             octets(mailbox.bytes())) != 0) {
        return std::unexpected(SealError::not_for_us);
    }
    const auto size = size_without_padding(message, seal_block_bytes);
    if (!size) {
        wipe(message);
        return std::unexpected(SealError::malformed);
    }
    message.resize(*size);
    return message;
}

bool is_usable_mailbox_key(std::span<const std::byte, 32> key) noexcept {
    constexpr std::array<unsigned char, 32> any_secret{1};
    std::array<unsigned char, 32> shared{};
    return crypto_scalarmult(shared.data(), any_secret.data(), octets(key)) == 0;
}

}  // namespace holdfast::sealing
