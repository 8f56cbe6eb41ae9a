// SPDX-License-Identifier: Apache-2.0
#include "name_tables.hpp"

#include <algorithm>
#include <iterator>

#include "name_rows.hpp"

namespace holdfast::evidence {
namespace {

// The row whose range may hold `c`, or null.
template <typename Rows>
const typename Rows::value_type* row_of(const Rows& rows, char32_t c) noexcept {
    const auto after = std::ranges::upper_bound(rows, c, {}, [](const auto& row) { return row.first; });
    if (after == rows.begin()) return nullptr;
    const auto* row = &*std::prev(after);
    return c <= row->last ? row : nullptr;
}

}  // namespace

std::array<char32_t, 2> canonical_split(char32_t c) noexcept {
    const auto found = std::ranges::lower_bound(unicode::splits, c, {}, &unicode::Split::from);
    if (found == unicode::splits.end() || found->from != c) return {c, 0};
    return {found->first, found->second};
}

std::uint8_t combining_class(char32_t c) noexcept {
    const auto* row = row_of(unicode::classes, c);
    return row == nullptr ? std::uint8_t{0} : row->value;
}

std::array<char32_t, 3> case_fold(char32_t c) noexcept {
    const auto several = std::ranges::lower_bound(unicode::long_folds, c, {}, &unicode::LongFold::from);
    if (several != unicode::long_folds.end() && several->from == c) return several->to;
    const auto* row = row_of(unicode::folds, c);
    if (row == nullptr || (static_cast<std::int32_t>(c - row->first)) % row->stride != 0) return {c, 0, 0};
    return {static_cast<char32_t>(static_cast<std::int32_t>(c) + row->shift), 0, 0};
}

}  // namespace holdfast::evidence
