// SPDX-License-Identifier: Apache-2.0
// What a case in a folder gives to a letter, beside the facts that were typed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "holdfast/evidence/letter_facts.hpp"
#include "pack_failure.hpp"

namespace holdfast::cli {

struct FactsWithCase {
    std::string text;               ///< a JSON object: the facts that were typed, and those of the case beside them
    std::vector<std::string> said;  ///< sentences: what came from the case, where a typed fact wins, what did not fit
};

/// `kind`: of the notice; it decides what of the case the letter may hold. `typed`: facts that were read without a
/// fault, as JSON. A typed fact wins over the case's, but not the age: a case of words alone stays one of somebody
/// under 18.
[[nodiscard]] PackResult<FactsWithCase> with_case(const std::string& folder, std::string_view kind,
                                                  const std::string& typed);

}  // namespace holdfast::cli
