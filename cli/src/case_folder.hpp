// SPDX-License-Identifier: Apache-2.0
// A case as it lies in a folder: case.json, actions.jsonl, and its files where a pack has them, below items/ and
// redacted/. The data/ of a pack that was opened is such a folder.
#pragma once

#include <string>
#include <vector>

#include "holdfast/evidence/case.hpp"
#include "holdfast/evidence/custody_log.hpp"
#include "holdfast/evidence/pack_writer.hpp"
#include "holdfast/evidence/payload.hpp"
#include "owned_descriptor.hpp"
#include "pack_failure.hpp"

namespace holdfast::cli {

inline constexpr const char* log_file = "actions.jsonl";

struct CaseFolder {
    std::string path;
    OwnedDescriptor descriptor;
    evidence::Case of;
    evidence::CustodyLog log;
    bool log_is_new = false;            ///< there was no log: it was begun at `now`, and says so
    std::vector<std::string> left_out;  ///< what lies in the folder and does not belong to the case
};

/// Reads case and log, holds them against every rule and against each other. `now` is what a new log begins with.
[[nodiscard]] PackResult<CaseFolder> read_case_folder(const std::string& path, const evidence::Moment& now);

/// A file of the case in its place below `folder`, opened; no link is followed.
[[nodiscard]] PackResult<OwnedDescriptor> open_case_file(const CaseFolder& folder, const std::string& pack_path);

/// Digests of all files of the case, in the order of files_of(). Each must have the size, digests and type that the
/// case names and, where no picture may be, hold words alone. All that is wrong is told, file by file.
[[nodiscard]] PackResult<std::vector<evidence::PackFile>> digest_case_files(const CaseFolder& folder, bool quiet);

}  // namespace holdfast::cli
