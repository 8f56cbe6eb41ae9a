// SPDX-License-Identifier: Apache-2.0
// Everything of a case that has a time, for the table and for the report.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/evidence/case.hpp"

namespace holdfast::evidence {

struct Event {
    Moment at;
    int order = 0;
    std::string what;
    std::string exhibit;
    std::string detail;
    std::size_t made = 0;  ///< keeps the order of the case where time and kind are equal
};

/// Earliest first; in one moment by `order`, then by `made`.
[[nodiscard]] std::vector<Event> timeline_of(const Case& of);

/// What there is of the parts, with semicolons between.
[[nodiscard]] std::string listed(std::initializer_list<std::string_view> parts);
/// "marked as done", "letter sent" and so on.
[[nodiscard]] std::string_view done_words(DoneKind kind) noexcept;
/// "50.00 GBP"; what is not known is left out.
[[nodiscard]] std::string amount_text(const Payment& payment);

}  // namespace holdfast::evidence
