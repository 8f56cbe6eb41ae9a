// SPDX-License-Identifier: Apache-2.0
// Whether a case and its log tell the same: each exhibit was put in with the digest that the case names, each removal
// has its line, and the log speaks of nothing that the case does not know. Both are sealed together, so a difference is
// a fault of the program that made them, or of somebody who wrote one of them anew.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "holdfast/evidence/case.hpp"
#include "holdfast/evidence/custody_log.hpp"

namespace holdfast::evidence {

enum class LogMismatch : std::uint8_t {
    never_added,    ///< the case holds it, and no line says that it was put in
    other_digest,   ///< it was put in with another digest, or with one where the case has none
    not_removed,    ///< the case calls it removed, and by the log it is there
    removed,        ///< the case holds it, and by the log it was removed
    never_covered,  ///< a redacted copy that no line made, or made with another digest
    unknown,        ///< the log speaks of an exhibit that the case never had
};
/// A plain sentence.
[[nodiscard]] std::string_view explain(LogMismatch mismatch) noexcept;

struct LogDisagreement {
    std::uint32_t exhibit = 0;
    std::uint32_t copy = 0;  ///< 0: the exhibit itself
    LogMismatch mismatch = LogMismatch::unknown;
    friend bool operator==(const LogDisagreement&, const LogDisagreement&) noexcept = default;
};

/// By exhibit and copy; empty when they agree. Lines that were taken back do not count. Cost: linear in both.
[[nodiscard]] std::vector<LogDisagreement> disagreements(const Case& of, const CustodyLog& log);

}  // namespace holdfast::evidence
