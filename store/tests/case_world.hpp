// SPDX-License-Identifier: Apache-2.0
// A case as a store must keep it, and what each deed makes of it: the plain model that a store is held against.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <ostream>

#include "deeds.hpp"

namespace holdfast::store {

enum class ItemLife : std::uint8_t { none, active, disputed, withdrawn, expired };

struct ItemWorld {
    ItemLife life = ItemLife::none;
    ItemLife held = ItemLife::none;  ///< of a withdrawn one: what undo goes back to
    std::uint8_t verdict = 0;        ///< the partner's latest, 0: none
    std::uint8_t decisions = 0;      ///< of operators, as the audit trail has them; they outlive the item
    friend auto operator<=>(const ItemWorld&, const ItemWorld&) = default;
};

struct CaseWorld {
    bool present = false;
    bool ended = false;  ///< the audit trail says that an operator or retention erased it
    bool matched = false;
    bool alert = false;  ///< in the mailbox
    unsigned keys = 0;   ///< generation
    std::array<ItemWorld, items_a_case> items{};
    friend auto operator<=>(const CaseWorld&, const CaseWorld&) = default;
};

/// The case after a deed that the store acknowledged; nothing where it cannot have acknowledged it.
[[nodiscard]] std::optional<CaseWorld> after(CaseWorld world, const Act& act);

/// What of a case shows in a store's answers.
[[nodiscard]] CaseWorld visible(CaseWorld world);

std::ostream& operator<<(std::ostream& out, const CaseWorld& world);

}  // namespace holdfast::store
