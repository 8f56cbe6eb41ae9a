// SPDX-License-Identifier: Apache-2.0
// Power cuts and failing disks at chosen moments, checked against what was acknowledged.
#pragma once

#include <cstdint>

namespace holdfast::store {

/// One database a seed; the power is cut several times, each time at a random step.
void expect_to_survive_power_cuts(std::uint64_t seeds, std::uint64_t first_seed);

/// Runs the same workload again and again, and fails step 1, then 1 + stride, then 1 + 2 * stride, …, until the
/// workload ends before the fault comes: once by a disk that is full for that moment, once by one that stays full, once
/// by an I/O error that may strike reads too.
void expect_to_survive_a_fault_at_every_step(std::uint64_t stride);

}  // namespace holdfast::store
