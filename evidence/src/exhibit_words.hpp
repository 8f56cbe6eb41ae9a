// SPDX-License-Identifier: Apache-2.0
// What START-HERE and the report say of an exhibit. Words of the case stand in it as they are: whoever shows them makes
// them safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "holdfast/evidence/exhibit.hpp"

namespace holdfast::evidence {

/// "1 area", "2 areas".
[[nodiscard]] std::string counted(std::size_t count, std::string_view thing);
/// "2026-11-22 14:05:31 UTC (2026-11-22 15:05:31 +01:00)", "about …"; the day alone where no more is known.
[[nodiscard]] std::string moment_text(const Moment& moment);
/// Where the file lies in the pack, or why it does not.
[[nodiscard]] std::string holding_words(const Exhibit& exhibit);
[[nodiscard]] std::string holding_words(const TextExhibit& exhibit);
/// What a reader needs beside the file: another type than it said, a place inside it, a larger file behind it. Empty
/// where there is nothing.
[[nodiscard]] std::string remarks(const Exhibit& exhibit);
[[nodiscard]] std::string remarks(const TextExhibit& exhibit);

/// What its file says of itself, in one line; empty where it says nothing, and of words alone.
[[nodiscard]] std::string says_of(const Exhibit& exhibit);
[[nodiscard]] std::string says_of(const TextExhibit& exhibit);

}  // namespace holdfast::evidence
