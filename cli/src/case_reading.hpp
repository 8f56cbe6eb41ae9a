// SPDX-License-Identifier: Apache-2.0
// The words in a picture of a case, read by a machine and noted beside it; and taken out again.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "case_edit.hpp"
#include "holdfast/evidence/machine_read.hpp"

namespace holdfast::cli {

struct ReadWords {
    std::string name;  ///< "HF/1"
    std::string text;  ///< as the case holds it now; empty where there were no words
    std::vector<evidence::FoundInWords> found;
    std::vector<std::string> remarks;  ///< sentences
};

/// Reads it, puts the words into the case in the place of those that a machine read before, and commits; where no words
/// are found, nothing is changed. What was typed is never touched. `language` is one of is_reading_language();
/// `progress` is told percents.
[[nodiscard]] PackResult<ReadWords> read_exhibit(CaseEdit edit, std::uint32_t number, std::string_view language,
                                                 const std::function<void(int)>& progress);
/// Takes them out, and commits.
[[nodiscard]] PackResult<ReadWords> take_words_out(CaseEdit edit, std::uint32_t number);

}  // namespace holdfast::cli
