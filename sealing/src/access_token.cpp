// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/access_token.hpp"

#include "holdfast/core/hex.hpp"
#include "holdfast/sealing/base64.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::sealing {
namespace {
constexpr std::string_view api_key_prefix = "hfp_";
}

SecretText to_token(const Secret<32>& key) {
    return SecretText(to_base64(key.bytes(), Base64Form::url));
}

std::expected<Secret<32>, TokenError> key_from_token(std::string_view text) noexcept {
    Secret<32> key;
    if (!from_base64(text, Base64Form::url, key.writable())) return std::unexpected(TokenError::malformed);
    return key;
}

Digest256 token_digest(const Secret<32>& key) noexcept {
    return sha256(key.bytes());
}

SecretText to_api_key(const Secret<32>& key) {
    std::string text;
    text.reserve(api_key_prefix.size() + 64);
    text.append(api_key_prefix);
    std::string digits = to_hex(std::span<const std::byte>(key.bytes()));
    text.append(digits);
    wipe(digits);
    return SecretText(std::move(text));
}

std::expected<Secret<32>, TokenError> key_from_api_key(std::string_view text) noexcept {
    Secret<32> key;
    if (!text.starts_with(api_key_prefix) || !from_hex(text.substr(api_key_prefix.size()), key.writable())) {
        return std::unexpected(TokenError::malformed);
    }
    return key;
}

}  // namespace holdfast::sealing
