// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/kept_part.hpp"

#include <sodium.h>

#include <array>
#include <string_view>

#include "holdfast/sealing/digest.hpp"
#include "octets.hpp"

namespace holdfast::sealing {
namespace {

static_assert(kept_tag_bytes == crypto_aead_chacha20poly1305_ietf_ABYTES);
using Nonce = std::array<unsigned char, crypto_aead_chacha20poly1305_ietf_NPUBBYTES>;

Nonce nonce_of(const KeptPlace& place) {
    Nonce nonce{};
    for (std::size_t i = 0; i < 4; ++i) nonce.at(10 - i) = static_cast<unsigned char>(place.number >> (8 * i));
    nonce.back() = place.is_last ? 1 : 0;
    return nonce;
}

Secret<32> key_of(const Secret<32>& draft_key, const KeptPlace& place) {
    const std::string_view label = place.kind == KeptKind::file ? "holdfast/v1/draft-file" : "holdfast/v1/draft-state";
    Secret<32> key;
    hkdf_sha256(draft_key.bytes(), place.id, label, key.writable());
    return key;
}

}  // namespace

std::expected<std::vector<std::byte>, KeptError> seal_kept_part(std::span<const std::byte> part,
                                                                const Secret<32>& draft_key, const KeptPlace& place) {
    if (part.size() > max_kept_part_bytes) return std::unexpected(KeptError::too_long);
    std::vector<std::byte> sealed(part.size() + kept_tag_bytes);
    crypto_aead_chacha20poly1305_ietf_encrypt(writable_octets(sealed), nullptr, octets(part), part.size(), nullptr, 0,
                                              nullptr, nonce_of(place).data(),
                                              octets(key_of(draft_key, place).bytes()));
    return sealed;
}

std::expected<std::vector<std::byte>, KeptError> open_kept_part(std::span<const std::byte> sealed,
                                                                const Secret<32>& draft_key, const KeptPlace& place) {
    if (sealed.size() < kept_tag_bytes) return std::unexpected(KeptError::malformed);
    if (sealed.size() > max_kept_part_bytes + kept_tag_bytes) return std::unexpected(KeptError::too_long);
    std::vector<std::byte> part(sealed.size() - kept_tag_bytes);
    if (crypto_aead_chacha20poly1305_ietf_decrypt(writable_octets(part), nullptr, nullptr, octets(sealed),
                                                  sealed.size(), nullptr, 0, nonce_of(place).data(),
                                                  octets(key_of(draft_key, place).bytes())) != 0)
        return std::unexpected(KeptError::not_ours);
    return part;
}

}  // namespace holdfast::sealing
