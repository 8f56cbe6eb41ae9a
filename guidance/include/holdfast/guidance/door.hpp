// SPDX-License-Identifier: Apache-2.0
// The handbook's JSON door: one request in, one answer out. The page and the static pages' builder ask through it in
// WebAssembly, the command for --json. docs/formats/guide_door.md is its contract.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "holdfast/guidance/handbook.hpp"

namespace holdfast::guidance {

/// A longer request is refused. Bytes.
inline constexpr std::size_t longest_request = 262'144;

/// Answers one request. Whatever it is, the answer is one JSON object: what was asked for, or
/// {"error":{"what","pointer","expected"}}. Nothing of the request is kept, and no fault quotes what was sent.
/// The same handbook and request give the same bytes.
[[nodiscard]] std::string answer(const Handbook& handbook, std::string_view request);

}  // namespace holdfast::guidance
