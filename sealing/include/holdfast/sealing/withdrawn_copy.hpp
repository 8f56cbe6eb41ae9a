// SPDX-License-Identifier: Apache-2.0
// What a withdrawn item leaves behind: a copy of its codes, sealed to the person's mailbox so that only they can bring
// it back, and a commitment by which the service recognises the copy without keeping the codes.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>

#include "holdfast/core/fingerprint.hpp"
#include "holdfast/core/identifier.hpp"

namespace holdfast::sealing {

using CopySalt = std::array<std::byte, 32>;

/// Canonical JSON (RFC 8785) of signals in the order kind, code, quality:
/// [{"code":"<64 hex>","kind":"pdq-c1","quality":100},…]. The order given does not matter.
[[nodiscard]] std::string canonical_signals(std::span<const Signal> signals);

/// {"item":"<32 hex>","kind":"withdrawn_copy","salt":"<base64url>","signals":[…]}: the plaintext of the mailbox
/// message, whose item, salt and signals are what the undo operation takes.
[[nodiscard]] std::string make_withdrawn_copy(const Id128& item, const CopySalt& salt, std::span<const Signal> signals);

/// BLAKE2b-256(salt || canonical_signals). The salt is random, so that a commitment cannot be tested against guesses.
[[nodiscard]] Digest256 withdrawal_commitment(const CopySalt& salt, std::span<const Signal> signals);

}  // namespace holdfast::sealing
