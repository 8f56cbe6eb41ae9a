// SPDX-License-Identifier: Apache-2.0
// The recovery file: an age identity file that Debian's `age` and every other age tool accept, at will locked with a
// passphrase. And one reader for whatever a person brings back: words, key line, QR text, plain or locked file.
//
//   # created: 2026-11-21T18:45:00Z
//   # case: HF-7K3Q-9XWM-C
//   # public key: age1…
//   AGE-SECRET-KEY-1…
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "holdfast/core/identifier.hpp"
#include "holdfast/sealing/age_file.hpp"
#include "holdfast/sealing/age_keys.hpp"
#include "holdfast/sealing/case_number.hpp"
#include "holdfast/sealing/recovery_words.hpp"

namespace holdfast::sealing {

/// Longer input is refused unread.
inline constexpr std::size_t max_recovery_bytes = 65536;

/// The text of the file, ending in a line break.
[[nodiscard]] SecretText make_recovery_file(const AgeIdentity& identity, UnixMillis created,
                                            const std::optional<CaseNumber>& number);

/// The same, locked: armored age with a passphrase; `age -d` opens it. `random` is 48 fresh bytes.
[[nodiscard]] std::expected<std::string, AgeError> make_locked_recovery_file(
    const AgeIdentity& identity, UnixMillis created, const std::optional<CaseNumber>& number,
    std::string_view passphrase, std::span<const std::byte> random, unsigned work_factor = default_scrypt_work_factor);

/// What the QR code carries: "RECOVERY KEY HF-7K3Q-9XWM-C AGE-SECRET-KEY-1…". Only characters of the QR code's compact
/// alphanumeric mode, and no "scheme:", so that a phone's camera shows text and offers to open nothing.
[[nodiscard]] SecretText make_recovery_qr(const AgeIdentity& identity, const std::optional<CaseNumber>& number);

struct RecoveryError {
    enum class Kind : std::uint8_t {
        empty,             ///< nothing but white space
        too_long,          ///< longer than max_recovery_bytes
        needs_passphrase,  ///< a locked file, and no passphrase was given
        wrong_passphrase,  ///< the passphrase does not open it
        damaged_file,      ///< a locked file that is cut off or altered
        too_much_work,     ///< locked with a work factor above max_scrypt_work_factor, or out of memory for it
        damaged_key,       ///< a key line with a wrong or missing character
        unknown_key,       ///< a key of another kind of age
        several_keys,      ///< more than one key, so it is not clear which is meant
        no_key,            ///< a file of comments alone, or a file locked to somebody's key
        words,             ///< read as words and refused; `words` says why
    };
    Kind kind = Kind::empty;
    WordsError words;
};

/// One word for each kind and for each kind of `words`, such as "needs_passphrase" or "unknown_word"; the page has a
/// sentence for each.
[[nodiscard]] std::string_view to_text(const RecoveryError& error) noexcept;

/// What a person brought back.
struct Recovery {
    AgeIdentity identity;
    std::optional<CaseNumber> number;  ///< when the text names one
    std::optional<Secret<16>> root;    ///< when it came as words: only then can the words be shown again
};

/// Accepts the words, a bare key line, the QR text, the whole file, or the locked file (armored or binary).
[[nodiscard]] std::expected<Recovery, RecoveryError> read_recovery(std::span<const std::byte> input,
                                                                   std::optional<std::string_view> passphrase);

}  // namespace holdfast::sealing
