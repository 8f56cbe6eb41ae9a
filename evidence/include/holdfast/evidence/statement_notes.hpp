// SPDX-License-Identifier: Apache-2.0
// notes-for-statement.txt: a plain first-person draft that an adult in England or Wales can take to the officer who
// writes the statement (section 9 of the Criminal Justice Act 1967; exhibits are "produced" as HF/1).
//
// It says nothing that the person did not put into the case: what is missing is a blank line to fill. Declaration,
// signature and date are left blank. There is none for a ProtectedCase: no function takes one.
#pragma once

#include <cstdint>
#include <expected>
#include <string>

#include "holdfast/evidence/case.hpp"

namespace holdfast::evidence {

enum class NoStatement : std::uint8_t {
    elsewhere,  ///< the person did not say that they live in England or Wales
    not_own,    ///< somebody else wrote the case, so "I" would be wrong
};

/// UTF-8, lines end in LF, at most 100 characters where words allow it.
[[nodiscard]] std::expected<std::string, NoStatement> statement_notes(const AdultCase& of);

}  // namespace holdfast::evidence
