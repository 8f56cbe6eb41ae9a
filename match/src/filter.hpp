// SPDX-License-Identifier: Apache-2.0
// What a kernel does: test one block against one query.
#pragma once

#include "holdfast/match/code_block.hpp"
#include "holdfast/match/kernel.hpp"

namespace holdfast::match {

/// Bit p % 64 of word p / 64 stands for place p of a block.
using PassMask = std::array<std::uint64_t, CodeBlock::capacity / 64>;

/// Sets in `pass` exactly the places whose fold is within `radius` (0..255) of `query`; says whether there is any.
using Filter = bool (*)(const CodeBlock& block, const Fold96& query, int radius, PassMask& pass) noexcept;
[[nodiscard]] Filter filter_of(Kernel kernel) noexcept;

/// Sets in `pass` exactly the places whose code is within `radius` (0..256) of `query`; says whether there is any.
using Comparison = bool (*)(const CodeBlock& block, const Code256& query, int radius, PassMask& pass) noexcept;
[[nodiscard]] Comparison comparison_of(Kernel kernel) noexcept;

}  // namespace holdfast::match
