// SPDX-License-Identifier: Apache-2.0
// Times for a case as people type them.
#pragma once

#include <optional>
#include <string_view>

#include "holdfast/evidence/moment.hpp"

namespace holdfast::cli {

/// "2026-11-20" (the day alone), "2026-11-20T18:45" or "2026-11-20 18:45:31" (in the zone of this machine), the same
/// with "Z" or "+01:00" behind it; "about " before any of them. Nothing where it is none of these.
[[nodiscard]] std::optional<evidence::Moment> moment_from_typed(std::string_view text);

/// What is said of a time that is none.
inline constexpr std::string_view typed_moments =
    "is no time. Write 2026-11-20 for a day, 2026-11-20T18:45 for a time here, 2026-11-20T18:45Z for UTC, and about "
    "before it where it is only remembered.";

}  // namespace holdfast::cli
