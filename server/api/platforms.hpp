// SPDX-License-Identifier: Apache-2.0
// Who checks the list today: said in two places, in the same words.
#pragma once

#include "holdfast/core/json_writer.hpp"
#include "jobs/directory.hpp"

namespace holdfast::server::api {

/// Member `platforms` of an open object.
void write_platforms(JsonWriter& json, const jobs::DirectorySnapshot& directory);

}  // namespace holdfast::server::api
