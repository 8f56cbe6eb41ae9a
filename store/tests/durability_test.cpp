// SPDX-License-Identifier: Apache-2.0
// Kills, power cuts and failing disks, in the number that a fast run affords.
#include <gtest/gtest.h>

#include "kill_rounds.hpp"

namespace holdfast::store {
namespace {

TEST(Kill, WhatWasAcknowledgedSurvivesAKillAtAnyMoment) {
    expect_to_survive_kills(10, 1);
}

}  // namespace
}  // namespace holdfast::store
