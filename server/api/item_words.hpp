// SPDX-License-Identifier: Apache-2.0
// The words of the contract for what the store keeps as numbers.
#pragma once

#include <string_view>

#include "holdfast/store/types.hpp"

namespace holdfast::server::api {

[[nodiscard]] constexpr std::string_view word_of(store::ItemState state) noexcept {
    switch (state) {
        case store::ItemState::active:
            return "active";
        case store::ItemState::withdrawn:
            return "withdrawn";
        case store::ItemState::disputed:
            return "disputed";
        case store::ItemState::quarantined:
            return "quarantined";
        case store::ItemState::expired:
            break;
    }
    return "expired";
}

[[nodiscard]] constexpr std::string_view word_of(store::MediaType media) noexcept {
    return media == store::MediaType::video ? "video" : "picture";
}

[[nodiscard]] constexpr std::string_view word_of(store::Verdict verdict) noexcept {
    switch (verdict) {
        case store::Verdict::blocked:
            return "blocked";
        case store::Verdict::not_blocked:
            return "not_blocked";
        case store::Verdict::false_positive:
            break;
    }
    return "false_positive";
}

}  // namespace holdfast::server::api
