// SPDX-License-Identifier: Apache-2.0
// Reading and writing age v1 files (C2SP age.md) in pieces of any size, so that large files stream.
//
// Stanzas: X25519 and scrypt; others are skipped when reading. Work is bounded: the header to max_age_header_bytes,
// scrypt to the work factor that the caller allows (2^N KiB of memory). Buffers at most one chunk of 64 KiB.
// Randomness is an argument: a caller that passes the same bytes twice breaks the encryption, so draw them fresh.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "holdfast/sealing/age_error.hpp"
#include "holdfast/sealing/age_keys.hpp"

namespace holdfast::sealing {

inline constexpr std::size_t age_chunk_bytes = 65536;
inline constexpr std::size_t max_age_header_bytes = 262144;  ///< about 2,000 recipients
/// 2^15: 32 MiB and about 0.1 s in a phone's browser. age's own default of 2^18 needs 256 MiB and fails on cheap
/// phones.
inline constexpr unsigned default_scrypt_work_factor = 15;
/// 2^18 is what `age -p` writes: 256 MiB. Beyond it a hostile file could exhaust a device.
inline constexpr unsigned max_scrypt_work_factor = 18;

/// Encrypts: create, push the plaintext in pieces of any size, finish once. All output is appended to `out`.
class AgeEncryptor {
  public:
    /// Random bytes for a file to `recipients` X25519 keys: file key, payload nonce, one ephemeral secret each.
    [[nodiscard]] static constexpr std::size_t random_bytes(std::size_t recipients) noexcept {
        return 32 + 32 * recipients;
    }
    /// Random bytes for a file under a passphrase: file key, payload nonce, salt.
    static constexpr std::size_t passphrase_random_bytes = 48;

    [[nodiscard]] static std::expected<AgeEncryptor, AgeError> to_recipients(std::span<const AgeRecipient> recipients,
                                                                             std::span<const std::byte> random);
    /// `work_factor` 1..max_scrypt_work_factor. The passphrase is used byte for byte (normalise to NFC before).
    [[nodiscard]] static std::expected<AgeEncryptor, AgeError> with_passphrase(std::string_view passphrase,
                                                                               unsigned work_factor,
                                                                               std::span<const std::byte> random);

    AgeEncryptor(AgeEncryptor&&) noexcept;
    AgeEncryptor& operator=(AgeEncryptor&&) noexcept;
    ~AgeEncryptor();

    void push(std::span<const std::byte> plain, std::vector<std::byte>& out);
    /// Nothing may be pushed after it.
    void finish(std::vector<std::byte>& out);

  private:
    struct State;
    explicit AgeEncryptor(std::unique_ptr<State> state) noexcept;
    std::unique_ptr<State> state_;
};

/// Decrypts: push the file in pieces of any size, finish once. Plaintext is appended to `out` only after its chunk was
/// authenticated; what was appended before an error is genuine, but the file as a whole is not: treat it as cut off.
/// After an error every call returns that error again.
class AgeDecryptor {
  public:
    [[nodiscard]] static AgeDecryptor with_identities(std::span<const AgeIdentity> identities);
    [[nodiscard]] static AgeDecryptor with_passphrase(std::string_view passphrase,
                                                      unsigned max_work_factor = max_scrypt_work_factor);

    AgeDecryptor(AgeDecryptor&&) noexcept;
    AgeDecryptor& operator=(AgeDecryptor&&) noexcept;
    ~AgeDecryptor();

    [[nodiscard]] std::expected<void, AgeError> push(std::span<const std::byte> cipher, std::vector<std::byte>& out);
    /// The end of the file was reached. Success here, and only here, means that nothing is missing.
    [[nodiscard]] std::expected<void, AgeError> finish(std::vector<std::byte>& out);

  private:
    struct State;
    explicit AgeDecryptor(std::unique_ptr<State> state) noexcept;
    std::unique_ptr<State> state_;
};

}  // namespace holdfast::sealing
