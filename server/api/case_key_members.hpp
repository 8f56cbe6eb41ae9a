// SPDX-License-Identifier: Apache-2.0
// The keys that a new case brings, and that new keys of an old one replace.
#pragma once

#include <array>

#include "holdfast/core/identifier.hpp"
#include "holdfast/core/json_reader.hpp"

namespace holdfast::server::api {

struct CaseKeyMembers {
    Digest256 read_key_hash;
    Digest256 withdraw_key_hash;
    std::array<std::byte, 32> mailbox_key{};
};

/// Members `read_key_hash`, `withdraw_key_hash` (which differ) and `mailbox_key` (which can be sealed to) of `object`.
/// Wrong ones add faults and are all zeros.
[[nodiscard]] CaseKeyMembers read_case_keys(JsonObject& object);

}  // namespace holdfast::server::api
