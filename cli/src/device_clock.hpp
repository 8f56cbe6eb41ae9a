// SPDX-License-Identifier: Apache-2.0
// This device's clock, with its zone, as cases and packs note it.
#pragma once

#include "holdfast/evidence/moment.hpp"

namespace holdfast::cli {

[[nodiscard]] evidence::Moment device_now();

}  // namespace holdfast::cli
