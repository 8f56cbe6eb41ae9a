// SPDX-License-Identifier: Apache-2.0
// What `holdfast guide` asks at the handbook's door.
#pragma once

#include <string>
#include <string_view>

#include "holdfast/guidance/handbook.hpp"

namespace holdfast::cli {

struct GuideRequest {
    guidance::Answers answers;
    std::string language = "en";
    std::string today;  ///< YYYY-MM-DD
    std::string force;  ///< id, or empty
};

/// The plan, as one JSON object (docs/formats/guide_door.md).
[[nodiscard]] std::string plan_json(const guidance::Handbook& handbook, const GuideRequest& request);

}  // namespace holdfast::cli
