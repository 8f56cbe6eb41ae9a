// SPDX-License-Identifier: Apache-2.0
// A background thread outlives an exception (memory ran out, say): the step has failed, is logged, and is tried again,
// while lag tells partners.
#pragma once

#include <exception>
#include <expected>

#include "holdfast/store/store.hpp"

namespace holdfast::server::jobs {

/// What `step` gives, or `unavailable` when it throws.
template <class Step>
[[nodiscard]] auto contained(Step step) noexcept -> decltype(step()) {
    try {
        return step();
    } catch (const std::exception&) {
        return std::unexpected(store::StoreError::unavailable);
    }
}

}  // namespace holdfast::server::jobs
