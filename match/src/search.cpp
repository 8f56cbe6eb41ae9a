// SPDX-License-Identifier: Apache-2.0
#include "holdfast/match/search.hpp"

#include <algorithm>
#include <bit>

#include "filter.hpp"

namespace holdfast::match {
namespace {

// At radius 40 the filter still lets 6 in 100 unrelated codes pass, at 45 already 30.
constexpr int widest_filtered_radius = 40;

struct FoldedQuery {
    Code256 code;
    Fold96 fold;
};

}  // namespace

void search(std::span<const CodeBlock* const> blocks, std::size_t count, std::span<const Code256> queries, int radius,
            Kernel kernel, std::span<std::vector<Found>> found) {
    if (radius < 0) return;
    const int limit = std::min(radius, 256);
    const bool filtered = limit <= widest_filtered_radius;
    const Filter filter = filter_of(kernel);
    const Comparison compare = comparison_of(kernel);
    std::vector<FoldedQuery> folded;
    folded.reserve(queries.size());
    for (const Code256& query : queries) folded.push_back({.code = query, .fold = fold(query)});

    PassMask pass{};
    for (std::size_t first = 0; first < count; first += CodeBlock::capacity) {
        const CodeBlock& block = *blocks[first / CodeBlock::capacity];
        const std::size_t used = std::min(CodeBlock::capacity, count - first);
        for (std::size_t q = 0; q < folded.size(); ++q) {
            const bool any =
                filtered ? filter(block, folded[q].fold, limit, pass) : compare(block, folded[q].code, limit, pass);
            if (!any) continue;
            for (std::size_t word = 0; word < pass.size(); ++word) {
                for (std::uint64_t bits = pass[word]; bits != 0; bits &= bits - 1) {
                    const std::size_t place = word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
                    if (place >= used) break;  // nobody's place
                    const int d = distance(block[place], folded[q].code);
                    if (d <= limit) {
                        found[q].push_back({.position = static_cast<std::uint32_t>(first + place), .distance = d});
                    }
                }
            }
        }
    }
}

}  // namespace holdfast::match
