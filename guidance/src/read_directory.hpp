// SPDX-License-Identifier: Apache-2.0
// The directory out of a blob that is parsed already, table by table.
#pragma once

#include "holdfast/core/json_reader.hpp"
#include "holdfast/guidance/directory.hpp"

namespace holdfast::guidance {

/// All tables, their references resolved. Faults are added where `top` keeps them; with any, `directory` is not to be
/// used.
void read_directory(JsonObject top, Directory& directory);

// What it is made of. Each reads its own table and may rely on those before it.
void read_lines(JsonObject top, Directory& directory);
void read_services(JsonObject top, Directory& directory);
void read_forces(JsonObject top, Directory& directory);
void read_postcodes(JsonObject top, Directory& directory);
void read_countries(JsonObject top, Directory& directory);
void read_platforms(JsonObject top, Directory& directory);

}  // namespace holdfast::guidance
