// SPDX-License-Identifier: Apache-2.0
// How the 16-byte file key of an age file is wrapped into stanzas, and unwrapped again.
#pragma once

#include <cstddef>
#include <expected>
#include <span>
#include <string_view>
#include <vector>

#include "age_header.hpp"
#include "holdfast/sealing/age_error.hpp"
#include "holdfast/sealing/age_keys.hpp"
#include "holdfast/sealing/secret.hpp"

namespace holdfast::sealing {

using FileKey = Secret<16>;

inline constexpr std::string_view x25519_type = "X25519";
inline constexpr std::string_view scrypt_type = "scrypt";

[[nodiscard]] std::expected<Stanza, AgeError> wrap_for_recipient(const FileKey& file_key, const AgeRecipient& recipient,
                                                                 std::span<const std::byte, 32> ephemeral);
[[nodiscard]] std::expected<Stanza, AgeError> wrap_with_passphrase(const FileKey& file_key, std::string_view passphrase,
                                                                   unsigned work_factor,
                                                                   std::span<const std::byte, 16> salt);

/// A passphrase stanza that is not alone is a header_failure whoever opens.
[[nodiscard]] std::expected<FileKey, AgeError> unwrap_with_identities(const std::vector<Stanza>& stanzas,
                                                                      std::span<const AgeIdentity> identities);
[[nodiscard]] std::expected<FileKey, AgeError> unwrap_with_passphrase(const std::vector<Stanza>& stanzas,
                                                                      std::string_view passphrase,
                                                                      unsigned max_work_factor);

}  // namespace holdfast::sealing
