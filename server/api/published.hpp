// SPDX-License-Identifier: Apache-2.0
// Which edition of the guidance the operator publishes.
#pragma once

#include "api/context.hpp"
#include "holdfast/core/json_writer.hpp"

namespace holdfast::server::api {

/// Member `guidance` of an open object; nothing when none is published.
void write_edition(JsonWriter& json, const Context& context);

}  // namespace holdfast::server::api
