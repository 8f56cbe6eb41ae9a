// SPDX-License-Identifier: Apache-2.0
// Digests and the two keyed functions built on SHA-256: HMAC (RFC 2104) and HKDF (RFC 5869).
//
// libsodium's portable code, one-shot; sodium_init() is never called here, so nothing needs random bytes.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "holdfast/core/identifier.hpp"

namespace holdfast::sealing {

/// The bytes of a text, without a copy.
[[nodiscard]] inline std::span<const std::byte> as_bytes(std::string_view text) noexcept {
    return std::as_bytes(std::span<const char>(text));
}

[[nodiscard]] Digest256 sha256(std::span<const std::byte> bytes) noexcept;
[[nodiscard]] inline Digest256 sha256(std::string_view text) noexcept {
    return sha256(as_bytes(text));
}
/// BLAKE2b with a 32-byte digest, without a key (RFC 7693).
[[nodiscard]] Digest256 blake2b_256(std::span<const std::byte> bytes) noexcept;

/// HMAC-SHA-256; keys of any length.
[[nodiscard]] Digest256 hmac_sha256(std::span<const std::byte> key, std::span<const std::byte> message) noexcept;

/// HKDF-SHA-256: extract, then expand into the whole of `out`. Precondition, a programming error otherwise: out.size()
/// is at most 8,160 (what is beyond stays zero). An empty salt means 32 zero bytes, as the RFC has it.
void hkdf_sha256(std::span<const std::byte> key_material, std::span<const std::byte> salt, std::string_view info,
                 std::span<std::byte> out) noexcept;

}  // namespace holdfast::sealing
