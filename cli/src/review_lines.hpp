// SPDX-License-Identifier: Apache-2.0
// How `bank review` shows items, and `case erase` their number. Codes stay out: the reviewer decides by kind, quality,
// reason and what partners said.
#pragma once

#include <map>
#include <string>

#include "holdfast/store/store.hpp"

namespace holdfast::cli {

/// Names of partners, revoked ones too: what they said stays.
using PartnerNames = std::map<Id128, std::string>;
[[nodiscard]] store::Result<PartnerNames> partner_names(store::Store& store);

/// A line: item, state, reason (`-` for none), where it came from, when, kinds with their qualities.
[[nodiscard]] std::string review_line(const store::Item& item);
[[nodiscard]] std::string review_json(const store::Item& item);

/// The same, with a line more for each partner: what it said, when, its name.
[[nodiscard]] std::string review_line(const store::ReportedItem& reported, const PartnerNames& names);
[[nodiscard]] std::string review_json(const store::ReportedItem& reported, const PartnerNames& names);

/// What a case holds: "2 quarantined, 1 active", or "nothing".
[[nodiscard]] std::string held_by(const store::CaseView& view);

}  // namespace holdfast::cli
