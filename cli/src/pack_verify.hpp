// SPDX-License-Identifier: Apache-2.0
// holdfast pack verify: everything but its arguments and its output. Nothing of a pack is shown, run or written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "holdfast/core/identifier.hpp"
#include "holdfast/evidence/pack_check.hpp"
#include "pack_failure.hpp"
#include "time_stamp.hpp"

namespace holdfast::cli {

struct VerifyRequest {
    std::string pack;                     ///< a ZIP file, one locked with age, or the folder that it unpacks to
    std::vector<std::string> identities;  ///< files of keys that open it
    std::string passphrase_file;
    std::string key;     ///< expected, as read_expectation() takes it
    std::string seal;    ///< expected
    std::string tsa_ca;  ///< a file of certificates that are trusted to stamp times; empty: none
    bool quiet = false;  ///< no progress
};

/// One time stamp of the pack.
struct CheckedTimeStamp {
    std::string path;              ///< inside the pack
    std::optional<UnixMillis> at;  ///< what it says; nothing where it cannot be read
    std::string authority;         ///< what it says, not fit for a screen
    std::optional<bool> holds;     ///< nothing where no certificate was given to check it with
    std::string fault;             ///< why it does not hold
};

struct VerifyResult {
    evidence::PackReport report;
    std::vector<CheckedTimeStamp> time_stamps;
    bool time_stamp_wanted = false;  ///< certificates were given
    std::string damage;              ///< a sentence where a locked file was changed after it was locked
    bool was_locked = false;
    bool is_folder = false;

    [[nodiscard]] bool time_stamp_holds() const noexcept;
    /// The pack holds, and so does its time stamp where one was asked for.
    [[nodiscard]] bool holds() const noexcept;
};

[[nodiscard]] PackResult<VerifyResult> verify_pack(const VerifyRequest& request);

/// For a terminal: the verdict, what is wrong, file by file where `each_file`, seal and time stamp.
[[nodiscard]] std::string verify_text(const VerifyResult& result, bool each_file);
/// One object, one line.
[[nodiscard]] std::string verify_json(const VerifyResult& result);
/// 0 holds, 1 does not, 4 is no pack.
[[nodiscard]] int verify_exit(const VerifyResult& result) noexcept;

/// The authorities of a file; nothing where `tsa_ca` is empty.
[[nodiscard]] PackResult<std::optional<TimeStampAuthorities>> load_authorities(const std::string& tsa_ca);
/// Puts the time stamps of its report into `result`, held against the authorities where there are some.
void check_time_stamps(VerifyResult& result, const std::optional<TimeStampAuthorities>& authorities);

}  // namespace holdfast::cli
