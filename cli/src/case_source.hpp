// SPDX-License-Identifier: Apache-2.0
// A file of this machine as it lies there, before it is in a case: what it is, and all of it read once.
#pragma once

#include <string>
#include <vector>

#include "case_folder.hpp"
#include "exit_code.hpp"
#include "holdfast/core/fingerprint.hpp"
#include "holdfast/evidence/exhibit.hpp"
#include "holdfast/evidence/file_look.hpp"
#include "open_file.hpp"

namespace holdfast::cli {

/// "PATH was not taken in: " and why.
[[nodiscard]] std::unexpected<PackFailure> not_taken(const std::string& path, const std::string& why,
                                                     int exit = exit_impossible);
/// What stands behind the last slash.
[[nodiscard]] std::string base_name(const std::string& path);

/// From its first and last bytes.
[[nodiscard]] PackResult<evidence::FileType> type_by_content(const OpenFile& file, const std::string& path);
/// Reads all of it, a piece at a time; what is read goes to the descriptor `copy` and on the disk, where that is not
/// -1.
[[nodiscard]] PackResult<void> read_through(const OpenFile& file, const std::string& path, evidence::FileLook& look,
                                            int copy, bool quiet);
/// Codes of a picture that only its digests stand for; without them, a sentence says why.
[[nodiscard]] std::vector<Signal> codes_of(const OpenFile& file, evidence::FileType type,
                                           std::vector<std::string>& remarks);
/// The digest of a file as a whole, of which something was taken out before.
[[nodiscard]] PackResult<evidence::WholeFile> whole_file(const std::string& path, bool quiet);

}  // namespace holdfast::cli
