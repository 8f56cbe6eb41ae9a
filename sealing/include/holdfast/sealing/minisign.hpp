// SPDX-License-Identifier: Apache-2.0
// Signatures that `minisign` checks, and checking what it signs. Source: the format's page,
// jedisct1.github.io/minisign.
//
// Public key file, two lines:   untrusted comment: …           Signature file, four lines:  untrusted comment: …
//                               base64("Ed" || id 8 || key 32)    base64(algorithm 2 || id 8 || signature 64)
//                                                                 trusted comment: …
//                                                                 base64(signature 64 of signature || trusted comment)
// Algorithm "ED" signs the BLAKE2b-512 of the file, the older "Ed" the file itself. Ed25519 throughout (RFC 8032).
// Lines end in LF or CRLF; the last may end with the file. Nothing else is let through.
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

inline constexpr std::size_t most_comment_bytes = 1024;          ///< with "untrusted comment: "; minisign's own limit
inline constexpr std::size_t most_trusted_comment_bytes = 8192;  ///< with "trusted comment: "; minisign's own limit

enum class MinisignError : std::uint8_t {
    malformed_key,        ///< not a minisign public key
    malformed_signature,  ///< not a minisign signature file
    other_key,            ///< signed, as it says itself, with another key
    wrong_signature,      ///< the file was changed, or not signed with this key
    wrong_comment,        ///< the file is as signed, but the trusted comment was changed
};
/// "malformed_key" and so on.
[[nodiscard]] std::string_view to_text(MinisignError error) noexcept;

struct MinisignKey {
    std::array<std::byte, 8> id{};  ///< arbitrary; tells keys apart, proves nothing
    std::array<std::byte, 32> key{};
    bool operator==(const MinisignKey&) const = default;
};

/// Reads the public key file, or its second line alone (what `minisign -P` takes).
[[nodiscard]] std::expected<MinisignKey, MinisignError> read_minisign_key(std::string_view text);
/// The second line of the public key file, without an end.
[[nodiscard]] std::string to_text(const MinisignKey& key);

/// What a signature file says, unchecked.
struct MinisignSignature {
    bool prehashed = true;  ///< "ED"
    std::array<std::byte, 8> key_id{};
    std::array<std::byte, 64> signature{};
    std::array<std::byte, 64> comment_signature{};
    std::string comment;          ///< after "untrusted comment: "
    std::string trusted_comment;  ///< after "trusted comment: "
    bool operator==(const MinisignSignature&) const = default;
};
[[nodiscard]] std::expected<MinisignSignature, MinisignError> read_minisign(std::string_view text);
/// The signature file, lines ended with LF. Preconditions: the comments hold no line break and keep to their limits.
[[nodiscard]] std::string to_text(const MinisignSignature& signature);

/// Whether `file` is as it was when `key` signed it; gives the trusted comment, which the signature covers.
[[nodiscard]] std::expected<std::string, MinisignError> check_minisign(const MinisignKey& key,
                                                                       std::span<const std::byte> file,
                                                                       std::string_view signature_text);

/// The public half of `seed` (RFC 8032's private key), named `id`.
[[nodiscard]] MinisignKey minisign_key(const Secret<32>& seed, const std::array<std::byte, 8>& id) noexcept;
/// Signs the BLAKE2b-512 of `file`; the same arguments give the same bytes. Preconditions as for to_text().
[[nodiscard]] MinisignSignature sign_minisign(const Secret<32>& seed, const std::array<std::byte, 8>& id,
                                              std::span<const std::byte> file, std::string comment,
                                              std::string trusted_comment);

}  // namespace holdfast::sealing
