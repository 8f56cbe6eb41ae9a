// SPDX-License-Identifier: Apache-2.0
// Telling partners, through the feed, that a whole bank was switched off or on.
#pragma once

#include "connection.hpp"

namespace holdfast::store::sqlite {

/// Plans feed entries for some items of one bank that was switched; one call a transaction. False when none is left.
[[nodiscard]] bool announce_some(Connection& connection, UnixMillis now);

}  // namespace holdfast::store::sqlite
