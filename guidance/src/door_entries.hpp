// SPDX-License-Identifier: Apache-2.0
// How the door writes the directory's entries: Line, Service, Force and a platform's parts, as
// docs/formats/guide_door.md has them. A field that was not seen is left out here, in one place, and so comes out
// nowhere.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "door_words.hpp"
#include "holdfast/guidance/directory.hpp"
#include "holdfast/guidance/fit.hpp"

namespace holdfast::guidance {

void write_line(JsonWriter& to, const Line& line, const Reader& reader);
void write_service(JsonWriter& to, const Service& service, const Reader& reader);
/// With those of its councils (indices) that a search found, as "councils".
void write_force(JsonWriter& to, const Force& force, const Reader& reader, std::span<const std::size_t> councils = {});
void write_council(JsonWriter& to, const Council& council, const Reader& reader);

/// {"number","country",…}: the number to dial in danger.
void write_emergency(JsonWriter& to, const Country& country, const Reader& reader);
/// The parts of the country's entry that are plain values: emergency, police, law. A list of {"part",…}.
void write_country_parts(JsonWriter& to, const Country& country, std::span<const std::string> parts,
                         const Reader& reader);

/// {"id","name",…} with the topics named, and the report forms that suit the person: none for a picture of an adult
/// unless everybody in it was one, none for under 18 if everybody was an adult, none for a hacked account unless one
/// was.
void write_platform(JsonWriter& to, const Platform& platform, std::span<const std::string> topics, const Person& person,
                    const Reader& reader);

}  // namespace holdfast::guidance
