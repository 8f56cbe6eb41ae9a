// SPDX-License-Identifier: Apache-2.0
// Cells that the tables of a case share.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "holdfast/evidence/moment.hpp"

namespace holdfast::evidence {

[[nodiscard]] inline std::string text(std::string_view view) {
    return std::string(view);
}
/// Of a time that is known by its day alone, the day as the person named it: no hour is claimed.
[[nodiscard]] inline std::string utc(const std::optional<Moment>& moment) {
    if (!moment) return {};
    if (moment->sureness != Sureness::day) return utc_cell(moment->at);
    return utc_cell(UnixMillis{moment->at.value + moment->zone.value_or(0) * std::int64_t{60'000}}).substr(0, 10);
}
[[nodiscard]] inline std::string local(const std::optional<Moment>& moment) {
    return moment ? local_cell(*moment) : std::string();
}

}  // namespace holdfast::evidence
