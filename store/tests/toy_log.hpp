// SPDX-License-Identifier: Apache-2.0
// A log of seals whose head tells every entry below it, but is no Merkle tree: a store knows of none.
#pragma once

#include <string>
#include <vector>

#include "holdfast/store/store.hpp"

namespace holdfast::store {

/// Seal number `n`, and how the log grows by it.
[[nodiscard]] NewSeal toy_seal(std::uint64_t n);
/// The head over these entries.
[[nodiscard]] std::string toy_checkpoint(const std::vector<LoggedSeal>& entries);

}  // namespace holdfast::store
