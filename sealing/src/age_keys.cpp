// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/age_keys.hpp"

#include <sodium.h>

#include <algorithm>

#include "holdfast/sealing/bech32.hpp"
#include "octets.hpp"

namespace holdfast::sealing {
namespace {

constexpr std::string_view recipient_prefix = "age";
constexpr std::string_view identity_prefix = "age-secret-key-";

// The key of a bech32 text with `prefix`.
std::expected<Secret<32>, AgeKeyError> read_key(std::string_view text, std::string_view prefix) {
    auto read = from_bech32(text);
    if (!read) {
        return std::unexpected(read.error() == Bech32Error::bad_checksum ? AgeKeyError::bad_checksum
                                                                         : AgeKeyError::malformed);
    }
    if (read->prefix != prefix) {
        wipe(read->data);
        return std::unexpected(read->prefix.starts_with("age") ? AgeKeyError::unknown_kind : AgeKeyError::malformed);
    }
    if (read->data.size() != 32) {
        wipe(read->data);
        return std::unexpected(AgeKeyError::malformed);
    }
    Secret<32> key{std::span<const std::byte, 32>(read->data)};
    wipe(read->data);
    return key;
}

}  // namespace

std::string to_text(const AgeRecipient& recipient) {
    return to_bech32(recipient_prefix, recipient.key);
}

std::expected<AgeRecipient, AgeKeyError> age_recipient_from_text(std::string_view text) {
    const auto key = read_key(text, recipient_prefix);
    if (!key) return std::unexpected(key.error());
    AgeRecipient recipient;
    std::ranges::copy(key->bytes(), recipient.key.begin());
    return recipient;
}

AgeRecipient AgeIdentity::recipient() const noexcept {
    AgeRecipient recipient;
    crypto_scalarmult_base(writable_octets(recipient.key), octets(key_.bytes()));
    return recipient;
}

SecretText AgeIdentity::to_text() const {
    std::string text = to_bech32(identity_prefix, key_.bytes());
    for (char& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return SecretText(std::move(text));
}

std::expected<AgeIdentity, AgeKeyError> age_identity_from_text(std::string_view text) {
    auto key = read_key(text, identity_prefix);
    if (!key) return std::unexpected(key.error());
    return AgeIdentity(std::move(*key));
}

}  // namespace holdfast::sealing
