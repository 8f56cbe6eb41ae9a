// SPDX-License-Identifier: Apache-2.0
// What `fingerprint` and `lookup` share: the files they are given, on several threads, with progress and complaints.
#pragma once

#include <expected>
#include <functional>
#include <string>
#include <vector>

#include "command_line.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {

struct ManyFiles {
    std::vector<std::string> names;
    bool recursive = false;
    bool quiet = false;
    unsigned jobs = 0;  ///< 0: one a core

    void add_options(Command command);
};

using FileResult = std::expected<FileFingerprint, FileError>;

struct FilesDone {
    bool some_failed = false;
    bool interrupted = false;
    bool none_found = false;  ///< there was no picture at all, in folders without one
};

/// Fingerprints every file and calls `each` in the order given, on this thread, until it gives false. Errors go to
/// standard error as well, in one line each.
FilesDone fingerprint_many(const ManyFiles& files, const FingerprintOptions& options,
                           const std::function<bool(const std::string& path, const FileResult& result)>& each);

}  // namespace holdfast::cli
