// SPDX-License-Identifier: Apache-2.0
// The guide out of a blob that is parsed already, for readers of more than the guide.
#pragma once

#include "holdfast/core/json_reader.hpp"
#include "holdfast/guidance/guide.hpp"

namespace holdfast::guidance {

/// Faults are added where `top` keeps them; with any, `guide` is not to be used.
void read_guide(JsonObject top, Guide& guide);

}  // namespace holdfast::guidance
