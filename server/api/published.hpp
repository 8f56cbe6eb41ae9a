// SPDX-License-Identifier: Apache-2.0
// Which editions of guidance and recipients the operator publishes.
#pragma once

#include "api/context.hpp"
#include "holdfast/core/json_writer.hpp"

namespace holdfast::server::api {

/// Members `guidance` and `recipients` of an open object, each only where one is published.
void write_editions(JsonWriter& json, const Context& context);

}  // namespace holdfast::server::api
