// SPDX-License-Identifier: Apache-2.0
// A receipt for a seal: a service wrote the seal's digest and the time into a public log, and this is the proof. It is
// checked without the service, with nothing but the log's key. docs/formats/receipt.md.
//
//   Holdfast seal log 1                     these three lines are the log's entry, byte for byte
//   seal-sha256 64 hex digits
//   received 2026-11-22T16:30:00Z
//   (an empty line)
//   c2sp.org/tlog-proof@v1                  from here on a proof as c2sp.org/tlog-proof has it
//   index 73894
//   a hash in base64, a line each
//   (an empty line)
//   a checkpoint
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/core/identifier.hpp"
#include "holdfast/evidence/checkpoint.hpp"

namespace holdfast::evidence {

/// What a log holds of one seal, and nothing else.
struct SealEntry {
    Digest256 seal;       ///< seal_digest(): SHA-256 of the signature file
    UnixMillis received;  ///< by the service's clock, a whole second of the years 1970 to 9999
    bool operator==(const SealEntry&) const = default;
};
/// The three lines. Precondition: `received` as said there; what is below a second is dropped.
[[nodiscard]] std::string to_text(const SealEntry& entry);

struct Receipt {
    SealEntry entry;
    std::uint64_t index = 0;  ///< in the log, from 0
    std::vector<Digest256> proof;
    Checkpoint checkpoint;
    bool operator==(const Receipt&) const = default;
};

enum class ReceiptError : std::uint8_t {
    malformed,        ///< no receipt, or not in its one form
    other_seal,       ///< a receipt for another seal
    not_signed,       ///< the checkpoint is not by this log
    wrong_signature,  ///< the checkpoint was changed, or never signed by this log
    not_included,     ///< the checkpoint is this log's, but the entry is not in it: digest, time or proof were changed
};
/// "malformed" and so on.
[[nodiscard]] std::string_view to_text(ReceiptError error) noexcept;

/// What is read has one text: to_text() gives the same bytes again.
[[nodiscard]] std::expected<Receipt, ReceiptError> read_receipt(std::string_view text);
[[nodiscard]] std::string to_text(const Receipt& receipt);

/// Whether the log with this key holds the receipt's entry, and, where `seal` is given, whether that is of this seal.
/// It cannot tell whether the log shows the same tree to everybody: see "What a receipt does not show".
[[nodiscard]] std::expected<void, ReceiptError> check_receipt(const Receipt& receipt, const sealing::NoteKey& log,
                                                              const std::optional<Digest256>& seal);

}  // namespace holdfast::evidence
