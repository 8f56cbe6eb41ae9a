// SPDX-License-Identifier: Apache-2.0
// What a log says of itself at one size (c2sp.org/tlog-checkpoint, version 1.0.0): a signed note with this text.
//
//   origin          names the log, for ever
//   size            decimal, without leading zeros
//   root            base64
//   more lines, if any, not empty
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/core/identifier.hpp"
#include "holdfast/sealing/secret.hpp"
#include "holdfast/sealing/signed_note.hpp"

namespace holdfast::evidence {

/// No tree grows beyond it here.
inline constexpr std::uint64_t most_log_entries = std::uint64_t{1} << 62U;

struct Checkpoint {
    std::string origin;  ///< one line, not empty
    std::uint64_t size = 0;
    Digest256 root;
    std::vector<std::string> more;  ///< lines that this program makes nothing of
    std::vector<sealing::NoteSignature> signatures;
    bool operator==(const Checkpoint&) const = default;
};

enum class CheckpointError : std::uint8_t {
    malformed,        ///< no signed note, or its text is no checkpoint's
    not_signed,       ///< not by this log's key
    wrong_signature,  ///< said to be by this log's key, and is not
    other_log,        ///< signed with the key, but under the name of another log
};
/// "malformed" and so on.
[[nodiscard]] std::string_view to_text(CheckpointError error) noexcept;

/// What is read has one text: to_text() gives the same bytes again.
[[nodiscard]] std::expected<Checkpoint, CheckpointError> read_checkpoint(std::string_view note);
[[nodiscard]] std::string to_text(const Checkpoint& checkpoint);

/// Whether the log with this key, whose name is its origin, made it.
[[nodiscard]] std::expected<void, CheckpointError> check_checkpoint(const Checkpoint& checkpoint,
                                                                    const sealing::NoteKey& key);

/// Precondition: sealing::is_note_name(origin).
[[nodiscard]] Checkpoint sign_checkpoint(const sealing::Secret<32>& seed, const std::string& origin, std::uint64_t size,
                                         const Digest256& root);

}  // namespace holdfast::evidence
