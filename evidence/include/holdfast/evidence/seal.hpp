// SPDX-License-Identifier: Apache-2.0
// The seal of a pack: what is signed, what is time-stamped, in which files it lies. docs/formats/pack.md.
//
//   files -> manifest-sha256.txt, manifest-sha512.txt -> tagmanifest-sha256.txt -> its minisign signature
//         -> a time stamp (RFC 3161) and a receipt, both over the signature file
//
// So a signature stands for every byte of the pack but the seal's own, and a time stamp for the signature too.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "holdfast/core/identifier.hpp"
#include "holdfast/sealing/minisign.hpp"
#include "holdfast/sealing/secret.hpp"

namespace holdfast::evidence {

inline constexpr std::string_view seal_folder = "seal/";
inline constexpr std::string_view signature_path = "seal/tagmanifest-sha256.txt.minisig";
inline constexpr std::string_view key_path = "seal/pack.pub";
inline constexpr std::string_view receipt_path = "seal/receipt.txt";
inline constexpr std::string_view time_stamp_path = "seal/tagmanifest-sha256.txt.tsr";
/// A pack may hold several time stamps: any name in seal/ with this ending.
inline constexpr std::string_view time_stamp_ending = ".tsr";
/// Of one file in seal/. A time stamp with its chain of certificates is about a tenth of it.
inline constexpr std::size_t most_seal_file_bytes = 64U << 10U;

/// The two files that signing makes.
struct SealFiles {
    std::string signature;  ///< signature_path
    std::string key;        ///< key_path
};
/// Signs the text of tagmanifest-sha256.txt. The same arguments give the same bytes. Precondition: `trusted_comment`
/// holds no line break and at most 8,000 bytes.
[[nodiscard]] SealFiles sign_seal(const sealing::Secret<32>& seed, std::string_view tag_manifest,
                                  std::string trusted_comment);

/// The key's name: the first 8 bytes of SHA-256 of the public key, so that it need not be stored.
[[nodiscard]] std::array<std::byte, 8> seal_key_id(const std::array<std::byte, 32>& public_key) noexcept;
/// What a person compares on paper with what `minisign` shows: the public key file's only line that counts.
[[nodiscard]] std::string key_file(const sealing::MinisignKey& key);

/// SHA-256 of the signature file: what a time stamp and a receipt speak of, and all of a pack that a service ever sees.
[[nodiscard]] Digest256 seal_digest(std::string_view signature_file) noexcept;

/// A request for a time stamp over `digest`, to be sent as application/timestamp-query: version 1, SHA-256, nonce, the
/// authority's certificate wanted (RFC 3161 section 2.4.1). `nonce` is random; its top bit is cleared.
[[nodiscard]] std::array<std::byte, 69> time_stamp_request(const Digest256& digest,
                                                           const std::array<std::byte, 8>& nonce) noexcept;

/// Whether a reply holds `digest` as the imprint of SHA-256. It proves nothing (the signature does, which OpenSSL
/// checks), but a reply that does not is certainly that of another seal.
[[nodiscard]] bool time_stamp_names(std::span<const std::byte> reply, const Digest256& digest) noexcept;

}  // namespace holdfast::evidence
