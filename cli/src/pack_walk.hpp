// SPDX-License-Identifier: Apache-2.0
// A pack's ZIP file from its first byte to its last entry, read ahead, with progress.
#pragma once

#include <functional>
#include <string>

#include "holdfast/evidence/zip_reader.hpp"
#include "pack_failure.hpp"
#include "pack_source.hpp"

namespace holdfast::cli {

/// Brings each step to `take`, which ends the walk with a failure. `unit` stands on the line of progress: "MiB
/// written".
[[nodiscard]] PackResult<void> walk_pack(PackSource& source, evidence::ZipDirectory directory,
                                         const std::function<PackResult<void>(const evidence::ZipStep&)>& take,
                                         const std::string& unit, bool quiet);

}  // namespace holdfast::cli
