// SPDX-License-Identifier: Apache-2.0
#include "snapshot.hpp"

#include <algorithm>
#include <tuple>

namespace holdfast::index {

void Chunk::set(std::size_t place, const Entry& entry) noexcept {
    codes.set(place, entry.code);
    owners[place] = entry.owner;
    groups[place] = entry.group;
    kinds[place] = entry.kind;
}

Entry Chunk::get(std::size_t place) const noexcept {
    return {.code = codes[place], .owner = owners[place], .group = groups[place], .kind = kinds[place]};
}

namespace {

// Nearest first; among equals by owner, so that an answer does not depend on where entries lie.
void keep_nearest_of_each_owner(std::vector<Hit>& hits) {
    std::ranges::sort(hits, {},
                      [](const Hit& hit) { return std::tuple(hit.owner, hit.distance, hit.kind, hit.group); });
    const auto rest = std::ranges::unique(hits, {}, &Hit::owner);
    hits.erase(rest.begin(), rest.end());
    std::ranges::sort(hits, {}, [](const Hit& hit) { return std::tuple(hit.distance, hit.owner); });
}

}  // namespace

std::vector<Hit> nearest_of_all(const SearchResult& result) {
    std::vector<Hit> hits;
    for (const auto& each : result.hits) hits.insert(hits.end(), each.begin(), each.end());
    keep_nearest_of_each_owner(hits);
    return hits;
}

SearchResult Snapshot::search(std::span<const Code256> queries, int radius, std::span<const std::uint32_t> groups_asked,
                              match::Kernel kernel) const {
    std::vector<const match::CodeBlock*> blocks;
    blocks.reserve(chunks.size());
    for (const auto& chunk : chunks) blocks.push_back(&chunk->codes);
    std::vector<std::vector<match::Found>> found(queries.size());
    match::search(blocks, entries, queries, radius, kernel, found);

    SearchResult result{.hits = std::vector<std::vector<Hit>>(queries.size()), .position = position};
    for (std::size_t q = 0; q < queries.size(); ++q) {
        for (const match::Found& one : found[q]) {
            const Chunk& chunk = *chunks[one.position / Chunk::capacity];
            const std::size_t place = one.position % Chunk::capacity;
            const std::uint32_t group = chunk.groups[place];
            if (!groups_asked.empty() && std::ranges::find(groups_asked, group) == groups_asked.end()) continue;
            result.hits[q].push_back(
                {.owner = chunk.owners[place], .group = group, .kind = chunk.kinds[place], .distance = one.distance});
        }
        keep_nearest_of_each_owner(result.hits[q]);
    }
    return result;
}

}  // namespace holdfast::index
