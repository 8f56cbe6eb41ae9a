// SPDX-License-Identifier: Apache-2.0
// What a case holds beside its exhibits, read from JSON: by case_json.cpp out of a case, by the door (case_door.hpp)
// one at a time. Each takes its own members alone; what is missing or wrong is a fault.
#pragma once

#include "holdfast/core/json_reader.hpp"
#include "holdfast/evidence/case.hpp"

namespace holdfast::evidence {

[[nodiscard]] Answer read_answer(JsonObject from);
[[nodiscard]] Link read_link(JsonObject from);
[[nodiscard]] Known read_known(JsonObject from);
[[nodiscard]] Payment read_payment(JsonObject from);
[[nodiscard]] Done read_done(JsonObject from);
[[nodiscard]] Note read_note(JsonObject from);
[[nodiscard]] Removed read_removed(JsonObject from);

/// The members of a case that are said once: number, prefix, language, place, whose. Others are left alone.
[[nodiscard]] CaseFacts read_heading(JsonObject& from);

}  // namespace holdfast::evidence
