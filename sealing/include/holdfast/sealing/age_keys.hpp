// SPDX-License-Identifier: Apache-2.0
// X25519 keys of age v1 (C2SP age.md): a recipient "age1…" is public, an identity "AGE-SECRET-KEY-1…" opens.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>

#include "holdfast/sealing/secret.hpp"

namespace holdfast::sealing {

enum class AgeKeyError : std::uint8_t {
    malformed,     ///< not a bech32 text of age
    bad_checksum,  ///< looks like a key, but a character is wrong or missing
    unknown_kind,  ///< a key of another kind, such as a post-quantum or plugin key
};

/// Whom a file is for.
struct AgeRecipient {
    std::array<std::byte, 32> key{};  ///< X25519 public key
    friend bool operator==(const AgeRecipient&, const AgeRecipient&) noexcept = default;
};

/// "age1…", lower case, 62 characters.
[[nodiscard]] std::string to_text(const AgeRecipient& recipient);
[[nodiscard]] std::expected<AgeRecipient, AgeKeyError> age_recipient_from_text(std::string_view text);

/// Who can open it.
class AgeIdentity {
  public:
    explicit AgeIdentity(Secret<32>&& key) noexcept : key_(std::move(key)) {}

    [[nodiscard]] std::span<const std::byte, 32> key() const noexcept { return key_.bytes(); }
    [[nodiscard]] AgeIdentity clone() const noexcept { return AgeIdentity(key_.clone()); }
    [[nodiscard]] AgeRecipient recipient() const noexcept;
    /// "AGE-SECRET-KEY-1…", upper case, 74 characters.
    [[nodiscard]] SecretText to_text() const;

  private:
    Secret<32> key_;
};

/// Reads one key line; lower case is accepted too, mixed case is not.
[[nodiscard]] std::expected<AgeIdentity, AgeKeyError> age_identity_from_text(std::string_view text);

}  // namespace holdfast::sealing
