// SPDX-License-Identifier: Apache-2.0
// Keys that the pack commands are given: what opens, whom a pack is for, which key is expected.
#pragma once

#include <string>
#include <vector>

#include "holdfast/evidence/pack_check.hpp"
#include "holdfast/sealing/age_keys.hpp"
#include "holdfast/sealing/minisign.hpp"
#include "holdfast/sealing/signed_note.hpp"
#include "pack_failure.hpp"

namespace holdfast::cli {

/// A whole small file, "-" being standard input; at most `most` bytes. `what` names it in sentences: "the key".
[[nodiscard]] PackResult<std::string> read_small_file(const std::string& path, std::size_t most,
                                                      const std::string& what);

/// Each file holds one or several age identities, or a recovery key in any of its forms: words, key line, QR text,
/// file, or a file locked with a passphrase. That is read from the first line of `passphrase_file` or, where that is
/// empty, asked for on the terminal without showing it.
[[nodiscard]] PackResult<std::vector<sealing::AgeIdentity>> read_identities(const std::vector<std::string>& paths,
                                                                            const std::string& passphrase_file);

/// "age1…" each.
[[nodiscard]] PackResult<std::vector<sealing::AgeRecipient>> read_recipients(const std::vector<std::string>& texts);

/// `key` is the line of a minisign public key or the name of its file; sentences call it `option`.
[[nodiscard]] PackResult<sealing::MinisignKey> read_signer(const std::string& key, std::string_view option);

/// `key` is as read_signer() takes it, `seal` 64 hexadecimal digits; either may be
/// empty.
[[nodiscard]] PackResult<evidence::PackExpectation> read_expectation(const std::string& key, const std::string& seal);

/// The log's key that receipts are checked with: "ORIGIN+KEYID+BASE64", or the name of a file with that line.
[[nodiscard]] PackResult<sealing::NoteKey> read_log_key(const std::string& text);

/// Fills `out` from the system's generator.
[[nodiscard]] PackResult<void> draw_random(std::span<std::byte> out);

}  // namespace holdfast::cli
