// SPDX-License-Identifier: Apache-2.0
// The tables of a pack, made from the case alone: the same case gives the same bytes. CSV as RFC 4180 has it, with a
// UTF-8 mark, times in UTC and as the person's clock showed them, formulas defused (src/csv.hpp).
//
// Every table is for both kinds of case; none of them holds more than case.json.
#pragma once

#include <string>

#include "holdfast/evidence/case.hpp"

namespace holdfast::evidence {

/// exhibits.csv: a row for each exhibit, each redacted copy and each number that was removed, by number.
[[nodiscard]] std::string exhibits_csv(const Case& of);

/// timeline.csv: everything that has a time, earliest first: what exhibits show, when they were put in, when links were
/// seen, payments, what was done, notes, redactions, removals. In one moment, the order just named.
[[nodiscard]] std::string timeline_csv(const Case& of);

/// indicators.csv: what an investigator searches for: addresses, accounts, names, numbers, wallets, with where each
/// comes from. One that comes twice from the same place stands once.
[[nodiscard]] std::string indicators_csv(const Case& of);

/// fingerprints.json: digests and codes of the files that are not in the pack, canonical JSON and an LF. Without any,
/// an empty list.
[[nodiscard]] std::string fingerprints_json(const AdultCase& of);

}  // namespace holdfast::evidence
