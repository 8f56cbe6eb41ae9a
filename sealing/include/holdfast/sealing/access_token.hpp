// SPDX-License-Identifier: Apache-2.0
// Bearer tokens as they travel, and the digests that the service keeps of them.
//
// A person's tokens are the read and the withdraw key: 43 characters of base64url in "Authorization: Holdfast-Case …".
// A partner's API key is "hfp_" and 64 hexadecimal digits in "Authorization: Bearer …"; the prefix lets scanners for
// leaked secrets find one.
#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string_view>

#include "holdfast/core/identifier.hpp"
#include "holdfast/sealing/secret.hpp"

namespace holdfast::sealing {

enum class TokenError : std::uint8_t {
    malformed,  ///< not exactly the canonical text of 32 bytes
};

/// 43 characters of base64url, no padding.
[[nodiscard]] SecretText to_token(const Secret<32>& key);
[[nodiscard]] std::expected<Secret<32>, TokenError> key_from_token(std::string_view text) noexcept;
/// SHA-256 of the 32 bytes: what is stored. The keys hold 256 random bits, so no slow hash is needed.
[[nodiscard]] Digest256 token_digest(const Secret<32>& key) noexcept;

/// "hfp_" and 64 lower-case hexadecimal digits.
[[nodiscard]] SecretText to_api_key(const Secret<32>& key);
[[nodiscard]] std::expected<Secret<32>, TokenError> key_from_api_key(std::string_view text) noexcept;
/// SHA-256 of the 32 bytes, as for tokens. Looked up in any time: nobody can steer a digest without knowing the key.
[[nodiscard]] inline Digest256 api_key_digest(const Secret<32>& key) noexcept {
    return token_digest(key);
}

}  // namespace holdfast::sealing
