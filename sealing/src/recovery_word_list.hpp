// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace holdfast::sealing {

/// Sorted; no two agree in their first four letters.
extern const std::array<std::string_view, 2048> recovery_word_list;

}  // namespace holdfast::sealing
