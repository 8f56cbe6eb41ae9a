// SPDX-License-Identifier: Apache-2.0
// Answers as they are typed, and what `holdfast guide` asks with them at the handbook's door.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/guidance/handbook.hpp"

namespace holdfast::cli {

struct GuideRequest {
    guidance::Answers answers;
    std::string language = "en";
    std::string today;  ///< YYYY-MM-DD
    std::string force;  ///< id, or empty
};

/// "question=answer" of each, as `--answers` takes them; the error is a sentence.
[[nodiscard]] std::expected<guidance::Answers, std::string> read_answers(const guidance::Guide& guide,
                                                                         const std::vector<std::string>& given);

/// The plan, as one JSON object (docs/formats/guide_door.md).
[[nodiscard]] std::string plan_json(const guidance::Handbook& handbook, const GuideRequest& request);

}  // namespace holdfast::cli
