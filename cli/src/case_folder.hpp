// SPDX-License-Identifier: Apache-2.0
// A case as it lies in a folder: case.json, actions.jsonl, and its files where a pack has them, below items/ and
// redacted/. The data/ of a pack that was opened is such a folder. docs/formats/case-folder.md is the page.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/evidence/case.hpp"
#include "holdfast/evidence/custody_log.hpp"
#include "holdfast/evidence/file_look.hpp"
#include "holdfast/evidence/pack_writer.hpp"
#include "holdfast/evidence/payload.hpp"
#include "owned_descriptor.hpp"
#include "pack_failure.hpp"

namespace holdfast::cli {

inline constexpr const char* case_file = "case.json";
inline constexpr const char* log_file = "actions.jsonl";
/// What paths in a pack have before those in the folder.
inline constexpr std::string_view payload_folder = "data/";

struct CaseFolder {
    std::string path;
    OwnedDescriptor descriptor;
    evidence::Case of;
    evidence::CustodyLog log;
    bool change_was_finished = false;   ///< one that had been cut off
    bool log_is_new = false;            ///< there was no log: it was begun at `now`, and says so
    std::vector<std::string> left_out;  ///< what lies in the folder and does not belong to the case
};

enum class Agreement : bool { is_demanded, is_left_open };

/// Locks the folder against other commands for as long as its descriptor is open, finishes a change that was cut off
/// (case_pending.hpp), reads case and log, holds them against every rule and against each other. `now` is what a new
/// log begins with.
[[nodiscard]] PackResult<CaseFolder> read_case_folder(const std::string& path, const evidence::Moment& now,
                                                      Agreement agreement = Agreement::is_demanded);
/// Where case and log do not tell the same, a phrase each.
[[nodiscard]] std::vector<std::string> disagreements_in(const CaseFolder& folder);

/// "items/0001.png" and its like below `folder`, opened; no link is followed.
[[nodiscard]] PackResult<OwnedDescriptor> open_case_file(const CaseFolder& folder, const std::string& path);

/// Digests of all files of the case, in the order of files_of(). Each must have the size, digests and type that the
/// case names and, where no picture may be, hold words alone. All that is wrong is told, file by file.
[[nodiscard]] PackResult<std::vector<evidence::PackFile>> digest_case_files(const CaseFolder& folder, bool quiet);
/// The same of another case's files, each at the place that `place_of` gives for its own.
[[nodiscard]] PackResult<std::vector<evidence::PackFile>> digest_files(
    const CaseFolder& folder, const evidence::Case& of, const std::function<std::string(const std::string&)>& place_of,
    bool quiet);

/// What makes a file that was looked through for words more than that, as a phrase; empty where it holds words alone.
[[nodiscard]] std::string more_than_words(const evidence::SeenFile& seen);

}  // namespace holdfast::cli
