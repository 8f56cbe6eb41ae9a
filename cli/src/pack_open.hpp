// SPDX-License-Identifier: Apache-2.0
// holdfast pack open: unlocks a pack, checks it, and puts its files into a new folder.
#pragma once

#include <string>
#include <vector>

#include "holdfast/evidence/pack_check.hpp"
#include "pack_failure.hpp"
#include "pack_verify.hpp"

namespace holdfast::cli {

struct OpenRequest {
    VerifyRequest check;  ///< the pack, keys, what is expected
    std::string output;   ///< empty: the pack's own folder name, in the current folder
    bool broken_too = false;
};

struct OpenResult {
    VerifyResult check;
    std::string folder;  ///< where the files are; empty where the pack does not hold and nothing was kept
};

/// Names are held against the rules before anything is written; what the ZIP file itself does not keep to is refused
/// whole. A pack that does not hold leaves nothing, unless `broken_too`.
[[nodiscard]] PackResult<OpenResult> open_pack(const OpenRequest& request);

}  // namespace holdfast::cli
