// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "holdfast/evidence/stated_facts.hpp"

namespace holdfast::evidence {

/// Of a whole PDF: what its Info dictionary says in plain. Nothing where that is reached by a compressed
/// cross-reference, is encrypted or damaged. Cost: linear in the sections of its cross-reference, which are limited.
[[nodiscard]] StatedFacts pdf_facts(std::string_view file);

}  // namespace holdfast::evidence
