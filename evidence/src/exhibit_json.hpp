// SPDX-License-Identifier: Apache-2.0
// Exhibits in case.json. What may not be held cannot be read either: the constructors of exhibit.hpp decide, and their
// refusal becomes a fault with its place.
#pragma once

#include <optional>
#include <vector>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/exhibit.hpp"

namespace holdfast::evidence {

void write_exhibit(JsonWriter& to, const Exhibit& exhibit);
void write_exhibit(JsonWriter& to, const TextExhibit& exhibit);

/// Nothing when it has a fault that leaves no exhibit.
[[nodiscard]] std::optional<Exhibit> read_exhibit(JsonObject from);
[[nodiscard]] std::optional<TextExhibit> read_text_exhibit(JsonObject from);

// Parts of an exhibit, for who puts one together (case_door.hpp).

/// What the person says: all of ExhibitFacts but number and time. Other members are left alone.
[[nodiscard]] ExhibitFacts read_about(JsonObject& from);
/// `shows_intimate`; without it nobody was asked.
[[nodiscard]] ShowsIntimate read_shows(JsonObject& from);
/// `codes`, at will.
[[nodiscard]] std::vector<Signal> read_codes(JsonObject& holding);
[[nodiscard]] RedactionRecord read_record(JsonObject from);

}  // namespace holdfast::evidence
