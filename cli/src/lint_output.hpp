// SPDX-License-Identifier: Apache-2.0
// What a lint found, on standard output: for people, or one JSON object.
#pragma once

#include <string>
#include <vector>

#include "holdfast/guidance/lint.hpp"

namespace holdfast::cli {

/// A finding a line, "WHERE  RULE  SAYS", and where it hangs on answers the first of them on a line of its own.
[[nodiscard]] std::string findings_text(const std::vector<guidance::Finding>& findings);
/// {"findings":[…],"scope":{…}}
[[nodiscard]] std::string findings_json(const guidance::LintReport& report);

}  // namespace holdfast::cli
