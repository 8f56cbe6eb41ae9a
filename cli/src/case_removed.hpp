// SPDX-License-Identifier: Apache-2.0
// What was taken out of a case and can be put back: its files in removed/, and beside them what was said of it, as a
// case file that holds that exhibit alone (docs/formats/case-folder.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "case_folder.hpp"

namespace holdfast::cli {

/// "removed/0003-record.json".
[[nodiscard]] std::string removed_record_path(std::uint32_t number);
/// Where a file of the case ("items/0003.png", "redacted/0003-r1.png") lies once it is taken out.
[[nodiscard]] std::string removed_file_path(const std::string& path);

template <class Exhibit>
[[nodiscard]] inline evidence::CaseFacts facts_beside(const evidence::CaseFacts& facts, const Exhibit& exhibit) {
    evidence::CaseFacts few;
    few.prefix = facts.prefix;
    few.language = facts.language;
    few.whose = facts.whose;
    few.created = facts.created;
    few.next_number = exhibit.facts.number + 1;
    return few;
}

/// The record of an exhibit that was taken out; nothing where it was erased.
[[nodiscard]] PackResult<std::optional<evidence::Case>> read_removed(const CaseFolder& folder, std::uint32_t number);

}  // namespace holdfast::cli
