// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/case_keys.hpp"

#include <sodium.h>

#include "holdfast/sealing/digest.hpp"
#include "octets.hpp"

namespace holdfast::sealing {
namespace {

Secret<32> derived(std::span<const std::byte> from, std::string_view label) noexcept {
    Secret<32> key;
    hkdf_sha256(from, {}, label, key.writable());
    return key;
}

}  // namespace

AgeIdentity identity_from_root(const Secret<16>& root) noexcept {
    return AgeIdentity(derived(root.bytes(), "holdfast/v1/identity"));
}

CaseKeys derive_case_keys(const AgeIdentity& identity) noexcept {
    CaseKeys keys;
    keys.read = derived(identity.key(), "holdfast/v1/read");
    keys.withdraw = derived(identity.key(), "holdfast/v1/withdraw");
    keys.mailbox = derived(identity.key(), "holdfast/v1/mailbox");
    keys.draft = derived(identity.key(), "holdfast/v1/draft");
    keys.pack_sign_seed = derived(identity.key(), "holdfast/v1/pack-sign");
    crypto_scalarmult_base(writable_octets(keys.mailbox_public), octets(keys.mailbox.bytes()));
    Secret<crypto_sign_SECRETKEYBYTES> expanded;
    crypto_sign_seed_keypair(writable_octets(keys.pack_sign_public), writable_octets(expanded.writable()),
                             octets(keys.pack_sign_seed.bytes()));
    return keys;
}

}  // namespace holdfast::sealing
