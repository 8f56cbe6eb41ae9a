// SPDX-License-Identifier: Apache-2.0
// What a check of a pack found as members of a JSON object, the same from the command and from the page's module.
// docs/commands/pack.md lists them.
#pragma once

#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/pack_check.hpp"

namespace holdfast::evidence {

/// "zip" where it is faulty, "problems", "seal".
void put_seal(JsonWriter& to, const PackReport& report);
/// "receipt".
void put_receipt(JsonWriter& to, const PackReport& report);
/// "case", "sealed_at", "files".
void put_files(JsonWriter& to, const PackReport& report);

}  // namespace holdfast::evidence
