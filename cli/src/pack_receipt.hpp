// SPDX-License-Identifier: Apache-2.0
// holdfast pack receipt: a receipt of a service for the seal of a pack, put into the pack. It lies beside what was
// sealed, so the pack stays what it was.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pack_failure.hpp"
#include "receipt_client.hpp"
#include "stamp_client.hpp"

namespace holdfast::cli {

struct ReceiptRequest {
    std::string pack;    ///< a ZIP file; one locked with age only where the receipt goes elsewhere
    std::string server;  ///< as check_server() gave it
    std::vector<std::string> identities;
    std::string passphrase_file;
    std::string log_key;      ///< as read_log_key() takes it; empty: the one that the service names
    std::string output;       ///< a new file for the receipt; empty: into the pack
    bool time_stamp = false;  ///< a time stamp of the service's authority, too
    bool again = false;       ///< also where the pack has one, in its place
    bool quiet = false;       ///< no progress
};

struct ReceiptResult {
    std::string pack;
    std::string place;  ///< the file that the receipt was put into; empty: the pack had one, and nothing was asked
    std::string seal;
    std::optional<FetchedReceipt> fetched;
    std::optional<FetchedStamp> stamp;
    bool key_was_expected = false;
    // Of the one that was there.
    std::string origin;    ///< not fit for a screen
    std::string received;  ///< RFC 3339
};

/// Nothing is sent of a pack that does not hold. The old file is there, whole, until the new one is on the disk.
[[nodiscard]] PackResult<ReceiptResult> get_pack_receipt(const ReceiptRequest& request);

[[nodiscard]] std::string receipt_text(const ReceiptResult& result);
[[nodiscard]] std::string receipt_json(const ReceiptResult& result);

}  // namespace holdfast::cli
