// SPDX-License-Identifier: Apache-2.0
// holdfast pack verify: everything but its arguments and its output. Nothing of a pack is shown, run or written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "holdfast/core/identifier.hpp"
#include "holdfast/evidence/pack_check.hpp"
#include "holdfast/evidence/receipt.hpp"
#include "pack_failure.hpp"
#include "time_stamp.hpp"

namespace holdfast::cli {

struct VerifyRequest {
    std::string pack;                     ///< a ZIP file, one locked with age, or the folder that it unpacks to
    std::vector<std::string> identities;  ///< files of keys that open it
    std::string passphrase_file;
    std::string key;      ///< expected, as read_expectation() takes it
    std::string seal;     ///< expected
    std::string tsa_ca;   ///< a file of certificates that are trusted to stamp times; empty: none
    std::string log_key;  ///< as read_log_key() takes it: a receipt must be there, and hold with it; empty: unknown
    std::string receipt;  ///< a file with a receipt that was kept elsewhere: the pack must have its seal; empty: none
    bool quiet = false;   ///< no progress
};

/// One time stamp of the pack.
struct CheckedTimeStamp {
    std::string path;              ///< inside the pack
    std::optional<UnixMillis> at;  ///< what it says; nothing where it cannot be read
    std::string authority;         ///< what it says, not fit for a screen
    std::optional<bool> holds;     ///< nothing where no certificate was given to check it with
    std::string fault;             ///< why it does not hold
};

/// A receipt that lies outside of the pack.
struct KeptReceipt {
    std::string path;
    evidence::Receipt receipt;
    std::optional<evidence::ReceiptError> fault;  ///< where the log's key is known
};

/// What whoever checks knows from elsewhere than from the pack.
struct Known {
    evidence::PackExpectation expected;
    std::optional<TimeStampAuthorities> authorities;
    std::optional<KeptReceipt> kept;
};
[[nodiscard]] PackResult<Known> read_known(const VerifyRequest& request);

struct VerifyResult {
    evidence::PackReport report;
    std::vector<CheckedTimeStamp> time_stamps;
    bool time_stamp_wanted = false;  ///< certificates were given
    bool receipt_wanted = false;     ///< the log's key was given
    std::optional<KeptReceipt> kept;
    std::string damage;  ///< a sentence where a locked file was changed after it was locked
    bool was_locked = false;
    bool is_folder = false;

    [[nodiscard]] bool time_stamp_holds() const noexcept;
    /// In the pack or kept elsewhere.
    [[nodiscard]] bool receipt_holds() const noexcept;
    /// The pack holds, and so do time stamp and receipt where one was asked for.
    [[nodiscard]] bool holds() const noexcept;
};

[[nodiscard]] PackResult<VerifyResult> verify_pack(const VerifyRequest& request);

/// For what is only done with a pack that holds; `otherwise` is what the person is told of it: "No receipt was asked
/// for".
[[nodiscard]] PackResult<VerifyResult> pack_that_holds(const std::string& pack,
                                                       const std::vector<std::string>& identities,
                                                       const std::string& passphrase_file, bool quiet,
                                                       const std::string& otherwise);

/// For a terminal: the verdict, what is wrong, file by file where `each_file`, seal and time stamp.
[[nodiscard]] std::string verify_text(const VerifyResult& result, bool each_file);
/// One object, one line.
[[nodiscard]] std::string verify_json(const VerifyResult& result);
/// 0 holds, 1 does not, 4 is no pack.
[[nodiscard]] int verify_exit(const VerifyResult& result) noexcept;

/// Puts the time stamps of its report into `result`, held against the authorities where there are some, and what is
/// known of a receipt.
void check_time_proofs(VerifyResult& result, Known known);

}  // namespace holdfast::cli
