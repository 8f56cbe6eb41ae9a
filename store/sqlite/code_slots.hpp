// SPDX-License-Identifier: Apache-2.0
// Where codes lie: slots of one size that are written in place and never move, so that erasing one leaves no copy.
// Migration 0001 says why.
#pragma once

#include <span>
#include <vector>

#include "connection.hpp"

namespace holdfast::store::sqlite {

/// Whose codes: the tables differ, the slots are shared.
enum class CodeOwner : std::uint8_t { item, sighting };

void put_codes(Connection& connection, CodeOwner owner, std::int64_t n, std::span<const Signal> signals);
/// Overwrites the codes of row `n` by zeros and frees their slots. None is no error.
void erase_codes(Connection& connection, CodeOwner owner, std::int64_t n);
[[nodiscard]] std::vector<Signal> load_codes(Connection& connection, CodeOwner owner, std::int64_t n);

}  // namespace holdfast::store::sqlite
