// SPDX-License-Identifier: Apache-2.0
// Reads many items with their codes in one pass.
#pragma once

#include <functional>
#include <span>

#include "connection.hpp"

namespace holdfast::store::sqlite {

struct ItemScan {
    std::uint32_t bank = 0;             ///< 0: every bank
    std::span<const ItemState> states;  ///< empty: every state
};

/// In the order in which they were added. Call it inside a transaction.
void scan_items(Connection& connection, const ItemScan& scan, const std::function<void(const Item&)>& each);
void scan_sightings(Connection& connection, const std::function<void(const Sighting&)>& each);

}  // namespace holdfast::store::sqlite
