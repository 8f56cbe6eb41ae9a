// SPDX-License-Identifier: Apache-2.0
// Kills, power cuts and failing disks, in large numbers.
#include <gtest/gtest.h>

#include "fault_rounds.hpp"
#include "kill_rounds.hpp"

namespace holdfast::store {
namespace {

TEST(Kill, WhatWasAcknowledgedSurvivesHundredsOfKills) {
    expect_to_survive_kills(250, 1000);
}

TEST(PowerCut, WhatWasAcknowledgedSurvivesAThousandSeedsOfWritesDroppedAndTorn) {
    expect_to_survive_power_cuts(1200, 10'000);
}

TEST(FailingDisk, EveryCallFailsCleanlyOrIsDurableWhicheverStepFails) {
    expect_to_survive_a_fault_at_every_step(1);
}

}  // namespace
}  // namespace holdfast::store
