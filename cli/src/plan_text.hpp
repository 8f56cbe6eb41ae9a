// SPDX-License-Identifier: Apache-2.0
// A plan as it is read on a terminal, from what the handbook's door answers (docs/formats/guide_door.md): there, and
// there alone, is decided what was seen and may be shown as fact.
#pragma once

#include <string>

#include "holdfast/core/json_reader.hpp"
#include "terminal_text.hpp"

namespace holdfast::cli {

struct PlanStyle {
    Page page;
    bool sources = false;  ///< with the source of each step
};

/// The crisis numbers of a plan, in few lines.
[[nodiscard]] std::string crisis_text(JsonObject plan, const PlanStyle& style);

/// The whole plan: crisis numbers, then each step in its order.
[[nodiscard]] std::string plan_text(JsonObject plan, const PlanStyle& style);

}  // namespace holdfast::cli
