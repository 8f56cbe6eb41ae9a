// SPDX-License-Identifier: Apache-2.0
// Digests and the two keyed functions built on SHA-256: HMAC (RFC 2104) and HKDF (RFC 5869).
//
// libsodium's portable code, at once or a piece at a time; sodium_init() is never called here, so nothing needs random
// bytes.
#pragma once

#include <array>
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
/// SHA-512 of something.
struct Digest512 {
    std::array<std::byte, 64> bytes{};
    friend constexpr bool operator==(const Digest512&, const Digest512&) noexcept = default;
};

/// SHA-256 of what is given to update(), however it is cut into pieces. After finish() it begins anew.
class Sha256 {
  public:
    Sha256() noexcept;
    void update(std::span<const std::byte> piece) noexcept;
    [[nodiscard]] Digest256 finish() noexcept;

  private:
    std::array<std::byte, 104> state_;  ///< libsodium's, whose header stays out of ours
};
/// The same for SHA-512.
class Sha512 {
  public:
    Sha512() noexcept;
    void update(std::span<const std::byte> piece) noexcept;
    [[nodiscard]] Digest512 finish() noexcept;

  private:
    std::array<std::byte, 208> state_;
};

/// BLAKE2b with a 32-byte digest, without a key (RFC 7693).
[[nodiscard]] Digest256 blake2b_256(std::span<const std::byte> bytes) noexcept;

/// HMAC-SHA-256; keys of any length.
[[nodiscard]] Digest256 hmac_sha256(std::span<const std::byte> key, std::span<const std::byte> message) noexcept;

/// HKDF-SHA-256: extract, then expand into the whole of `out`. Precondition, a programming error otherwise: out.size()
/// is at most 8,160 (what is beyond stays zero). An empty salt means 32 zero bytes, as the RFC has it.
void hkdf_sha256(std::span<const std::byte> key_material, std::span<const std::byte> salt, std::string_view info,
                 std::span<std::byte> out) noexcept;

}  // namespace holdfast::sealing
