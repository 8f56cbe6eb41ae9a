// SPDX-License-Identifier: Apache-2.0
// A file on this machine to its fingerprints. Nothing leaves the machine here.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/imaging/fingerprint_set.hpp"
#include "holdfast/imaging/picture.hpp"
#include "holdfast/media/file_kind.hpp"

namespace holdfast::cli {

/// Why a file gave no fingerprint.
struct FileError {
    std::string name;            ///< a stable word: "cannot_read", "is_a_folder" or one of media::to_text(DecodeError)
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

struct ListedFile {
    std::string path;
    bool found_in_folder = false;    ///< whether a folder led to it, not its own name
    std::optional<FileError> error;  ///< of a folder that stands for no files
};
/// The files that `names` stand for. A folder stands for the regular files below it, sorted by path, hidden ones left
/// out, if `recursive`; else, and where it cannot be read, it stands in the list with an error.
[[nodiscard]] std::vector<ListedFile> list_files(const std::vector<std::string>& names, bool recursive);

/// A file name for a line of text: control characters become "?".
[[nodiscard]] std::string printable(std::string_view name);

}  // namespace holdfast::cli
