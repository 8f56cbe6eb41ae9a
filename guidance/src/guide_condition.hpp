// SPDX-License-Identifier: Apache-2.0
// Conditions over the guide's answers, read from the blob: those of the guide itself, and of entries that stand outside
// it and are bound by the same answers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/guidance/guide.hpp"

namespace holdfast::guidance {

/// What a condition may name.
struct ConditionNames {
    const Guide& guide;
    std::size_t known = 0;               ///< how many questions, then derived facts, counted from the first
    std::size_t where = most_questions;  ///< the question in which "platform" stands for `platforms`; none without
    std::uint64_t platforms = 0;         ///< its answers that are platforms, bit n for answer n
};

/// A member that is not there is a condition without cases. Faults are added where the member stands.
[[nodiscard]] Condition read_condition(JsonObject& object, std::string_view name, const ConditionNames& names);

}  // namespace holdfast::guidance
