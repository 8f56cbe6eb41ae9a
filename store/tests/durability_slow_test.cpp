// SPDX-License-Identifier: Apache-2.0
// Kills, power cuts and failing disks, in large numbers.
#include <gtest/gtest.h>

#include "kill_rounds.hpp"

namespace holdfast::store {
namespace {

TEST(Kill, WhatWasAcknowledgedSurvivesHundredsOfKills) {
    expect_to_survive_kills(250, 1000);
}

}  // namespace
}  // namespace holdfast::store
