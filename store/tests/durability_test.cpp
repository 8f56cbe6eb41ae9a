// SPDX-License-Identifier: Apache-2.0
// Kills, power cuts and failing disks, in the number that a fast run affords.
#include <gtest/gtest.h>

#include "fault_rounds.hpp"
#include "holdfast/store/sqlite.hpp"
#include "kill_rounds.hpp"
#include "power_cut_disk.hpp"
#include "sample.hpp"
#include "scratch_folder.hpp"

namespace holdfast::store {
namespace {

TEST(Kill, WhatWasAcknowledgedSurvivesAKillAtAnyMoment) {
    expect_to_survive_kills(10, 1);
}

TEST(PowerCut, WhatWasAcknowledgedSurvivesWritesDroppedAndTorn) {
    expect_to_survive_power_cuts(50, 1);
}

TEST(FailingDisk, EveryCallFailsCleanlyOrIsDurable) {
    expect_to_survive_a_fault_at_every_step(41);
}

TEST(FailingDisk, AFullDiskIsCalledThatAndWritingGoesOnWhenThereIsRoom) {
    PowerCutDisk& disk = PowerCutDisk::get();
    disk.reset();
    const ScratchFolder folder;
    auto store = open_sqlite({.path = folder.path() / "holdfast.db", .vfs = PowerCutDisk::name, .on_error = {}});
    ASSERT_TRUE(store);
    disk.fail_after(1, SQLITE_FULL, true, false);
    auto fresh = sample::submission(1, {sample::item(1)});
    fresh.receipt = sample::receipt(1);
    EXPECT_EQ((*store)->submit(fresh).error(), StoreError::disk_full);
    EXPECT_EQ((*store)->last_position(), 0);
    EXPECT_FALSE((*store)->item(sample::id('i', 1)).value().has_value());
    disk.heal();
    const auto outcome = (*store)->submit(fresh);
    ASSERT_TRUE(outcome);
    EXPECT_FALSE(outcome->replayed);
}

}  // namespace
}  // namespace holdfast::store
