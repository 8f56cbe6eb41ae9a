// SPDX-License-Identifier: Apache-2.0
// A file on this machine to its fingerprints. Nothing leaves the machine here.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/imaging/fingerprint_set.hpp"
#include "holdfast/imaging/picture.hpp"
#include "holdfast/media/file_kind.hpp"

namespace holdfast::cli {

/// Why a file gave no fingerprint.
struct FileError {
    std::string name;            ///< a stable word: "cannot_read", or one of media::to_text(DecodeError)
    std::string explanation;     ///< a sentence
    bool is_other_file = false;  ///< no picture at all: skipped without complaint where a folder was searched
};

struct FileFingerprint {
    media::FileKind kind = media::FileKind::unknown;
    std::uint32_t width = 0;  ///< as meant to be seen
    std::uint32_t height = 0;
    Orientation orientation = Orientation::top_left;
    bool damaged = false;
    bool animated = false;
    FingerprintSet set;
};

/// "-" is standard input. A signal that ends the command ends the reading too, with "cannot_read".
[[nodiscard]] std::expected<FileFingerprint, FileError> fingerprint_file(const std::string& path,
                                                                         const FingerprintOptions& options);

/// HOLDFAST_KERNEL, or the fastest kernel; the error is a sentence that names what there is.
[[nodiscard]] std::expected<Kernel, std::string> kernel_from_environment();

/// The files that `names` stand for. A folder stands for the regular files below it, sorted by path, hidden ones left
/// out, if `recursive`; else it is an error of that name. `found_in_folder` says for each file whether a folder led to
/// it.
struct FileList {
    std::vector<std::string> paths;
    std::vector<bool> found_in_folder;
    std::vector<std::string> errors;  ///< sentences
};
[[nodiscard]] FileList list_files(const std::vector<std::string>& names, bool recursive);

/// A file name for a line of text: control characters become "?".
[[nodiscard]] std::string printable(std::string_view name);

}  // namespace holdfast::cli
