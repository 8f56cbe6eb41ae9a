// SPDX-License-Identifier: Apache-2.0
// A process is killed at random moments while it writes under load. What it acknowledged is there afterwards.
#pragma once

#include <cstdint>

namespace holdfast::store {

/// Fails the running test where something acknowledged is lost or something else is wrong.
void expect_to_survive_kills(std::uint64_t rounds, std::uint64_t first_seed);

}  // namespace holdfast::store
