// SPDX-License-Identifier: Apache-2.0
#include "age_wrap.hpp"

#include <sodium.h>

#include <algorithm>
#include <optional>
#include <string>

#include "holdfast/sealing/age_file.hpp"
#include "holdfast/sealing/base64.hpp"
#include "holdfast/sealing/digest.hpp"
#include "octets.hpp"

namespace holdfast::sealing {
namespace {

constexpr std::string_view x25519_info = "age-encryption.org/v1/X25519";
constexpr std::string_view scrypt_label = "age-encryption.org/v1/scrypt";
constexpr std::size_t salt_bytes = 16;
constexpr std::size_t wrapped_bytes = 16 + crypto_aead_chacha20poly1305_ietf_ABYTES;
// Each wrap key is used once, so its nonce is zero.
constexpr std::array<unsigned char, crypto_aead_chacha20poly1305_ietf_NPUBBYTES> zero_nonce{};

std::vector<std::byte> wrapped(const FileKey& file_key, const Secret<32>& wrap_key) {
    std::vector<std::byte> body(wrapped_bytes);
    crypto_aead_chacha20poly1305_ietf_encrypt(writable_octets(body), nullptr, octets(file_key.bytes()),
                                              file_key.bytes().size(), nullptr, 0, nullptr, zero_nonce.data(),
                                              octets(wrap_key.bytes()));
    return body;
}

// `body` holds wrapped_bytes: its length is checked before, as the format demands.
std::optional<FileKey> unwrapped(std::span<const std::byte> body, const Secret<32>& wrap_key) {
    FileKey file_key;
    if (crypto_aead_chacha20poly1305_ietf_decrypt(writable_octets(file_key.writable()), nullptr, nullptr, octets(body),
                                                  body.size(), nullptr, 0, zero_nonce.data(),
                                                  octets(wrap_key.bytes())) != 0) {
        return std::nullopt;
    }
    return file_key;
}

Secret<32> x25519_wrap_key(const Secret<32>& shared, std::span<const std::byte, 32> share,
                           std::span<const std::byte, 32> recipient) {
    std::array<std::byte, 64> salt{};
    std::ranges::copy(share, salt.begin());
    std::ranges::copy(recipient, salt.begin() + 32);
    Secret<32> key;
    hkdf_sha256(shared.bytes(), salt, x25519_info, key.writable());
    return key;
}

std::optional<Secret<32>> scrypt_wrap_key(std::string_view passphrase, std::span<const std::byte, salt_bytes> salt,
                                          unsigned work_factor) {
    std::array<std::byte, scrypt_label.size() + salt_bytes> labelled{};
    std::ranges::copy(as_bytes(scrypt_label), labelled.begin());
    std::ranges::copy(salt, labelled.begin() + scrypt_label.size());
    Secret<32> key;
    if (crypto_pwhash_scryptsalsa208sha256_ll(octets(as_bytes(passphrase)), passphrase.size(), octets(labelled),
                                              labelled.size(), std::uint64_t{1} << work_factor, 8, 1,
                                              writable_octets(key.writable()), key.bytes().size()) != 0) {
        return std::nullopt;
    }
    return key;
}

// Decimal without leading zero or sign; anything beyond 63 counts as 64.
std::optional<unsigned> read_work_factor(std::string_view text) noexcept {
    if (text.empty() || text.front() == '0') return std::nullopt;
    unsigned value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = std::min(64U, value * 10 + static_cast<unsigned>(c - '0'));
    }
    return value;
}

bool is_of_type(const Stanza& stanza, std::string_view type) noexcept {
    return stanza.arguments.front() == type;
}

bool scrypt_is_not_alone(const std::vector<Stanza>& stanzas) noexcept {
    return stanzas.size() > 1 &&
           std::ranges::any_of(stanzas, [](const Stanza& s) { return is_of_type(s, scrypt_type); });
}

}  // namespace

std::expected<Stanza, AgeError> wrap_for_recipient(const FileKey& file_key, const AgeRecipient& recipient,
                                                   std::span<const std::byte, 32> ephemeral) {
    std::array<std::byte, 32> share{};
    crypto_scalarmult_base(writable_octets(share), octets(ephemeral));
    Secret<32> shared;
    if (crypto_scalarmult(writable_octets(shared.writable()), octets(ephemeral), octets(recipient.key)) != 0) {
        return std::unexpected(AgeError::bad_recipient);
    }
    return Stanza{{std::string(x25519_type), to_base64(share, Base64Form::unpadded)},
                  wrapped(file_key, x25519_wrap_key(shared, share, recipient.key))};
}

std::expected<Stanza, AgeError> wrap_with_passphrase(const FileKey& file_key, std::string_view passphrase,
                                                     unsigned work_factor, std::span<const std::byte, 16> salt) {
    if (work_factor == 0 || work_factor > max_scrypt_work_factor)
        return std::unexpected(AgeError::work_factor_too_high);
    const auto key = scrypt_wrap_key(passphrase, salt, work_factor);
    if (!key) return std::unexpected(AgeError::out_of_memory);
    return Stanza{{std::string(scrypt_type), to_base64(salt, Base64Form::unpadded), std::to_string(work_factor)},
                  wrapped(file_key, *key)};
}

std::expected<FileKey, AgeError> unwrap_with_identities(const std::vector<Stanza>& stanzas,
                                                        std::span<const AgeIdentity> identities) {
    if (scrypt_is_not_alone(stanzas)) return std::unexpected(AgeError::header_failure);
    for (const AgeIdentity& identity : identities) {
        const AgeRecipient recipient = identity.recipient();
        for (const Stanza& stanza : stanzas) {
            if (!is_of_type(stanza, x25519_type)) continue;
            std::array<std::byte, 32> share{};
            Secret<32> shared;
            if (stanza.arguments.size() != 2 || stanza.body.size() != wrapped_bytes ||
                !from_base64(stanza.arguments[1], Base64Form::unpadded, share) ||
                crypto_scalarmult(writable_octets(shared.writable()), octets(identity.key()), octets(share)) != 0) {
                return std::unexpected(AgeError::header_failure);
            }
            if (auto file_key = unwrapped(stanza.body, x25519_wrap_key(shared, share, recipient.key))) {
                return std::move(*file_key);
            }
        }
    }
    return std::unexpected(AgeError::no_match);
}

std::expected<FileKey, AgeError> unwrap_with_passphrase(const std::vector<Stanza>& stanzas, std::string_view passphrase,
                                                        unsigned max_work_factor) {
    if (scrypt_is_not_alone(stanzas)) return std::unexpected(AgeError::header_failure);
    const Stanza& stanza = stanzas.front();
    if (!is_of_type(stanza, scrypt_type)) return std::unexpected(AgeError::no_match);
    std::array<std::byte, salt_bytes> salt{};
    if (stanza.arguments.size() != 3 || stanza.body.size() != wrapped_bytes ||
        !from_base64(stanza.arguments[1], Base64Form::unpadded, salt)) {
        return std::unexpected(AgeError::header_failure);
    }
    const auto work_factor = read_work_factor(stanza.arguments[2]);
    if (!work_factor) return std::unexpected(AgeError::header_failure);
    if (*work_factor > std::min(max_work_factor, max_scrypt_work_factor)) {
        return std::unexpected(AgeError::work_factor_too_high);
    }
    const auto key = scrypt_wrap_key(passphrase, salt, *work_factor);
    if (!key) return std::unexpected(AgeError::out_of_memory);
    auto file_key = unwrapped(stanza.body, *key);
    if (!file_key) return std::unexpected(AgeError::no_match);
    return std::move(*file_key);
}

}  // namespace holdfast::sealing
