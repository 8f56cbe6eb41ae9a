// SPDX-License-Identifier: Apache-2.0
// The page's file of what was done (docs/formats/draft.md, "The file"), taken into a case: marks of steps, and letters
// that were noted as sent.
#pragma once

#include <expected>
#include <string_view>
#include <vector>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/evidence/case.hpp"

namespace holdfast::evidence {

inline constexpr std::size_t max_done_list_bytes = std::size_t{2} << 20U;

enum class DoneListError : std::uint8_t {
    not_json,      ///< the fault at "" says why
    other_format,  ///< neither holdfast-actions-1 nor -2
    faults,        ///< entries that are wrong: each is named
};

/// In the order of the file; zones are not known. Both versions are read: the first has no letters.
[[nodiscard]] std::expected<std::vector<Done>, DoneListError> read_done_list(std::string_view text, JsonFaults& faults);

/// Puts in what the case does not have yet, by time; returns how many were new. What does not fit below most_done is
/// left off.
std::size_t merge_done(CaseFacts& to, const std::vector<Done>& done);

}  // namespace holdfast::evidence
