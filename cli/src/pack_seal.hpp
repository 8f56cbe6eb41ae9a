// SPDX-License-Identifier: Apache-2.0
// holdfast pack seal: from a case in a folder to a sealed pack, locked to its recipients.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "holdfast/evidence/moment.hpp"
#include "pack_failure.hpp"
#include "receipt_client.hpp"
#include "recipient_list.hpp"
#include "stamp_client.hpp"

namespace holdfast::cli {

struct SealRequest {
    std::string folder;                   ///< as case_folder.hpp reads it
    std::string output;                   ///< empty: the pack's name in the current folder
    std::string identity;                 ///< file of the person's recovery key: it signs, and it opens
    std::string new_identity;             ///< where there is none yet: a file to make, with a new one
    std::string passphrase_file;          ///< of `identity`
    std::vector<std::string> recipients;  ///< "age1…"
    NamedRecipients named;                ///< likewise, out of a list that an operator signed
    std::string number;                   ///< in place of the case's own
    std::string receipt_server;           ///< as check_server() gave it; empty: no receipt
    std::string log_key;                  ///< as read_log_key() takes it: the log that the receipt must be from
    std::string stamp_server;             ///< likewise, of a service that has an authority for time stamps
    bool plain = false;                   ///< not locked: for a portal that takes no .age
    bool quiet = false;                   ///< no progress
    evidence::Moment now;
};

struct SealResult {
    std::string pack;  ///< the file
    std::string name;  ///< the folder in it
    bool is_locked = true;
    std::uint64_t files = 0;
    std::uint64_t payload_bytes = 0;
    std::string key;  ///< the public key it was sealed with, minisign's line
    std::string seal;
    std::string sealed_at;
    std::optional<FetchedReceipt> receipt;
    bool log_was_expected = false;
    std::optional<FetchedStamp> stamp;
    std::vector<std::string> recipients;
    std::string new_identity;           ///< the file that was made
    std::vector<std::string> left_out;  ///< what lies in the folder and is not of the case
    std::string log_trouble;            ///< why the step could not be written into the folder's own log
};

[[nodiscard]] PackResult<SealResult> seal_pack(const SealRequest& request);

[[nodiscard]] std::string seal_text(const SealResult& result);
[[nodiscard]] std::string seal_json(const SealResult& result);

}  // namespace holdfast::cli
