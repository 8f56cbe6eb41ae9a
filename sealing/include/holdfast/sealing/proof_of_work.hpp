// SPDX-License-Identifier: Apache-2.0
// The proof of work that limits floods of submissions: a nonce such that
// SHA-256(challenge (42) || SHA-256(body) (32) || nonce (8, little-endian)) begins with `difficulty` zero bits.
// Expected tries: 2^difficulty. The body is bound, so a solution buys one submission and no other.
#pragma once

#include <cstdint>
#include <optional>

#include "holdfast/core/identifier.hpp"
#include "holdfast/sealing/challenge.hpp"

namespace holdfast::sealing {

/// Tries the nonces start, start + 1, … for `max_tries` of them (wrapping round): the smallest in that order that
/// solves, or none. Call it in slices to show progress and to be able to stop.
[[nodiscard]] std::optional<std::uint64_t> solve_proof(const Challenge& challenge, const Digest256& body_digest,
                                                       std::uint64_t start_nonce, std::uint64_t max_tries) noexcept;

/// Checks with an independent implementation (libsodium); costs two compressions.
[[nodiscard]] bool check_proof(const Challenge& challenge, const Digest256& body_digest, std::uint64_t nonce) noexcept;

}  // namespace holdfast::sealing
