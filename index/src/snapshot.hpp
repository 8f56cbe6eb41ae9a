// SPDX-License-Identifier: Apache-2.0
// One state of the index, never changed once it is published: chunks of 512 entries, all full but the last.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "holdfast/index/fingerprint_index.hpp"
#include "holdfast/match/search.hpp"

namespace holdfast::index {

/// 512 codes with what is known of each.
struct Chunk {
    static constexpr std::size_t capacity = match::CodeBlock::capacity;
    match::CodeBlock codes;
    std::array<Id128, capacity> owners{};
    std::array<std::uint32_t, capacity> groups{};
    std::array<FingerprintKind, capacity> kinds{};

    void set(std::size_t place, const Entry& entry) noexcept;
    [[nodiscard]] Entry get(std::size_t place) const noexcept;
};

struct Snapshot {
    // Shared: successive snapshots differ in a few chunks and have all others in common.
    std::vector<std::shared_ptr<const Chunk>> chunks;
    std::size_t entries = 0;
    std::uint64_t position = 0;

    [[nodiscard]] SearchResult search(std::span<const Code256> queries, int radius,
                                      std::span<const std::uint32_t> groups, match::Kernel kernel) const;
};

}  // namespace holdfast::index
