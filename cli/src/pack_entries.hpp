// SPDX-License-Identifier: Apache-2.0
// What is in a pack by its table of contents, unchecked; and holdfast pack list.
#pragma once

#include <string>
#include <vector>

#include "holdfast/evidence/zip_reader.hpp"
#include "pack_failure.hpp"
#include "pack_source.hpp"

namespace holdfast::cli {

/// The directory of the ZIP file. All that its headers say of names, sizes and places is held against the rules.
[[nodiscard]] PackResult<evidence::ZipDirectory> read_directory(PackSource& source);

struct ListRequest {
    std::string pack;
    std::vector<std::string> identities;
    std::string passphrase_file;
    bool json = false;
};
/// The output.
[[nodiscard]] PackResult<std::string> list_pack(const ListRequest& request);

}  // namespace holdfast::cli
