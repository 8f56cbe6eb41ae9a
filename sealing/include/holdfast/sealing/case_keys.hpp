// SPDX-License-Identifier: Apache-2.0
// Everything that a case needs, derived from one secret of the browser: docs/formats/case-keys.md.
//
// root (16 random bytes, the words) -> identity (32 bytes, the recovery file) -> read, withdraw, mailbox, draft, sign.
// Words and file lead to the same keys; only the words can be printed again from the root, not from the file.
#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "holdfast/sealing/age_keys.hpp"
#include "holdfast/sealing/secret.hpp"

namespace holdfast::sealing {

/// The age identity of a case: HKDF-SHA-256(root, info "holdfast/v1/identity").
[[nodiscard]] AgeIdentity identity_from_root(const Secret<16>& root) noexcept;

/// Keys of one case. The service sees SHA-256 of read and withdraw (token_digest) and the two public keys.
struct CaseKeys {
    Secret<32> read;                               ///< bearer token: status, mailbox, undo
    Secret<32> withdraw;                           ///< bearer token: withdraw, rotate, erase
    Secret<32> mailbox;                            ///< X25519 secret that opens the mailbox
    std::array<std::byte, 32> mailbox_public{};    ///< what messages are sealed to
    Secret<32> draft;                              ///< symmetric key of what is kept on the device, if anything
    Secret<32> pack_sign_seed;                     ///< Ed25519 seed that signs evidence packs
    std::array<std::byte, 32> pack_sign_public{};  ///< its public key
};

/// HKDF-SHA-256(identity's 32 bytes, info "holdfast/v1/read", "…/withdraw", "…/mailbox", "…/draft", "…/pack-sign").
[[nodiscard]] CaseKeys derive_case_keys(const AgeIdentity& identity) noexcept;

}  // namespace holdfast::sealing
