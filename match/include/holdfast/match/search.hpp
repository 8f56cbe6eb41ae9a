// SPDX-License-Identifier: Apache-2.0
// Exact search: every code within the radius of a query, and no other.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "holdfast/match/code_block.hpp"
#include "holdfast/match/kernel.hpp"

namespace holdfast::match {

struct Found {
    std::uint32_t position = 0;  ///< block number * CodeBlock::capacity + place in the block
    std::int32_t distance = 0;
    friend bool operator==(const Found&, const Found&) = default;
};

/// Appends to `found[i]` what lies within `radius` (<=) of `queries[i]`, in order of position. The codes are those at
/// positions 0 .. count - 1 of `blocks`; `found` has at least as many lists as there are queries. Any radius is exact:
/// below 0 nothing is found, from 256 on everything.
/// The filter pays up to radius 40; beyond that every code is compared in full. Queries of one call share the reading
/// of the codes. Cost: docs/benchmarks/match.md.
void search(std::span<const CodeBlock* const> blocks, std::size_t count, std::span<const Code256> queries, int radius,
            Kernel kernel, std::span<std::vector<Found>> found);

}  // namespace holdfast::match
