// SPDX-License-Identifier: Apache-2.0
// Words for what the store keeps as numbers: those of the HTTP contract, of exported lists and of the command.
#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "holdfast/store/types.hpp"

namespace holdfast::store {

[[nodiscard]] constexpr std::string_view word_of(ItemState state) noexcept {
    switch (state) {
        case ItemState::active:
            return "active";
        case ItemState::withdrawn:
            return "withdrawn";
        case ItemState::disputed:
            return "disputed";
        case ItemState::quarantined:
            return "quarantined";
        case ItemState::expired:
            break;
    }
    return "expired";
}

[[nodiscard]] constexpr std::string_view word_of(MediaType media) noexcept {
    return media == MediaType::video ? "video" : "picture";
}

[[nodiscard]] constexpr std::string_view word_of(Verdict verdict) noexcept {
    switch (verdict) {
        case Verdict::blocked:
            return "blocked";
        case Verdict::not_blocked:
            return "not_blocked";
        case Verdict::false_positive:
            break;
    }
    return "false_positive";
}

/// All scopes, in the order in which they are shown.
inline constexpr std::array<std::pair<Scope, std::string_view>, 4> scope_words{{
    {Scope::lookup, "lookup"},
    {Scope::sighting, "sighting"},
    {Scope::feedback, "feedback"},
    {Scope::feed, "feed"},
}};

}  // namespace holdfast::store
