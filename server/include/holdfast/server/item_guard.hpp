// SPDX-License-Identifier: Apache-2.0
// Whether a new item is banked or held back, and how that is told to the person. The same for submissions and imports.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "holdfast/core/fingerprint.hpp"

namespace holdfast::server::api {

/// A word for the reason to hold the item back, the first that applies to any of its signals; empty: bank it.
[[nodiscard]] std::string reason_to_hold(std::span<const Signal> signals);

/// Why, and how to have it looked at, in plain words. `contact` may be empty.
[[nodiscard]] std::string explain_held(std::string_view reason, std::string_view contact);

/// The same for an item that an operator paused.
[[nodiscard]] std::string explain_paused(std::string_view contact);

}  // namespace holdfast::server::api
