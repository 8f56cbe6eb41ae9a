// SPDX-License-Identifier: Apache-2.0
// A moment as a member of JSON: {"at":"2026-11-22T14:05:31.250Z","sure":"exact","zone":60}, the zone left out where it
// is not known.
#pragma once

#include <optional>
#include <string_view>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/moment.hpp"

namespace holdfast::evidence {

void put(JsonWriter& to, std::string_view name, const Moment& moment);
/// What is missing or wrong is a fault.
[[nodiscard]] std::optional<Moment> read_moment(JsonObject& from, std::string_view name, Need need = Need::optional);

}  // namespace holdfast::evidence
