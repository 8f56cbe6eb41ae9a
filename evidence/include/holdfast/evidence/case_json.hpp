// SPDX-License-Identifier: Apache-2.0
// case.json: a case as canonical JSON (RFC 8785, integers alone) with an LF behind it. docs/formats/case.md lists
// the members.
//
// One case has one text: what is empty or not known is left out, times have milliseconds, and a reader takes no other
// spelling unless it is told to. So what was read prints back the same, and two files that differ are two cases.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/evidence/case.hpp"

namespace holdfast::evidence {

inline constexpr std::string_view case_format = "holdfast-case-1";
inline constexpr std::size_t max_case_bytes = std::size_t{32} << 20U;

enum class CaseError : std::uint8_t {
    not_json,       ///< the fault at "" says why
    other_format,   ///< not a case, or one of another version
    faults,         ///< members that are missing, wrong or beyond a limit: each is named
    not_canonical,  ///< the same case has another text: changed by hand or by another program
};

enum class Spelling : std::uint8_t {
    canonical,  ///< evidence: the very bytes that write_case() gives
    any,        ///< any order and spacing, such as an adviser's own tool writes
};

/// Total, also for a case that breaks a limit: read_case() would refuse its text.
[[nodiscard]] std::string write_case(const Case& of);
/// Cost: linear; about three times the text in memory.
[[nodiscard]] std::expected<Case, CaseError> read_case(std::string_view text, JsonFaults& faults,
                                                       Spelling spelling = Spelling::canonical);
/// Whether every limit and rule holds; adds a fault for each that does not.
[[nodiscard]] bool check(const Case& of, JsonFaults& faults);

}  // namespace holdfast::evidence
