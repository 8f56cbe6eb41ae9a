// SPDX-License-Identifier: Apache-2.0
// Receipts from a service (docs/formats/receipt.md): only the digest of a seal is sent, and what comes back is checked
// before anybody gets it.
#pragma once

#include <optional>
#include <string>

#include "holdfast/core/identifier.hpp"
#include "holdfast/evidence/receipt.hpp"
#include "holdfast/sealing/signed_note.hpp"
#include "pack_failure.hpp"
#include "service_client.hpp"

namespace holdfast::cli {

struct FetchedReceipt {
    evidence::Receipt receipt;
    sealing::NoteKey log;  ///< the key that it holds with
};

/// `expected`: the log that it must be from; without it, the one that the service says is its own. The receipt is over
/// `seal`, signed by that log, and its proof holds: otherwise it is a failure.
[[nodiscard]] PackResult<FetchedReceipt> fetch_receipt(ServiceClient& service, const Digest256& seal,
                                                       const std::optional<sealing::NoteKey>& expected);

/// What it proves and what not: lines for a terminal.
[[nodiscard]] std::string receipt_words(const FetchedReceipt& fetched, bool key_was_expected);

}  // namespace holdfast::cli
