// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace holdfast::evidence {

/// A line that case.json can hold: what no text may hold becomes U+FFFD, and it is cut to `most` bytes at a whole
/// character.
[[nodiscard]] std::string one_line(std::string_view text, std::size_t most);

}  // namespace holdfast::evidence
