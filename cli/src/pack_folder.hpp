// SPDX-License-Identifier: Apache-2.0
// The folder that a pack unpacks to, walked for a check of it.
#pragma once

#include <string>

#include "holdfast/evidence/pack_check.hpp"
#include "pack_failure.hpp"

namespace holdfast::cli {

/// Tells `check` of everything below `folder`, sorted by name. No link is followed and nothing but ordinary files is
/// opened.
[[nodiscard]] PackResult<void> walk_pack_folder(const std::string& folder, evidence::PackCheck& check, bool quiet);

}  // namespace holdfast::cli
