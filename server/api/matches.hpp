// SPDX-License-Identifier: Apache-2.0
// What a partner sees of hits in the index.
#pragma once

#include <vector>

#include "api/context.hpp"
#include "holdfast/core/json_writer.hpp"

namespace holdfast::server::api {

/// Member `matches` of an open object: items by the partner's own numbers, nearest first.
void write_matches(JsonWriter& json, const Call& call, const std::vector<index::Hit>& hits);

/// Numbers of the enabled banks, for the index: empty when all are, so that nothing need be left out.
struct Groups {
    std::vector<std::uint32_t> numbers;
    bool none = false;  ///< no bank is left to search
};
[[nodiscard]] Groups enabled_groups(const jobs::DirectorySnapshot& directory);

}  // namespace holdfast::server::api
