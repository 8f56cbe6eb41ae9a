// SPDX-License-Identifier: Apache-2.0
// All that the guide's blob holds, read once: questions and steps, and the directory that they refer to.
#pragma once

#include <expected>
#include <string_view>

#include "holdfast/guidance/directory.hpp"
#include "holdfast/guidance/guide.hpp"

namespace holdfast::guidance {

struct Handbook {
    Guide guide;
    Directory directory;
};

/// Reads a blob (docs/formats/guidance.md). Every reference is resolved, those between guide and directory too; each
/// fault is named by its JSON pointer. Cost: linear in the blob.
[[nodiscard]] std::expected<Handbook, GuideFault> read_handbook(std::string_view blob);

}  // namespace holdfast::guidance
