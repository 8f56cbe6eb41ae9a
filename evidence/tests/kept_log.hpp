// SPDX-License-Identifier: Apache-2.0
// A log in memory, grown entry by entry as a service grows its own.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>

#include "holdfast/evidence/log_tiles.hpp"
#include "holdfast/evidence/merkle_tree.hpp"

namespace holdfast::evidence {

struct KeptLog {
    std::map<std::pair<unsigned, std::uint64_t>, Digest256> hashes;
    std::uint64_t size = 0;
    KeptHashes kept = [this](unsigned level, std::uint64_t index) -> std::optional<Digest256> {
        const auto found = hashes.find({level, index});
        return found == hashes.end() ? std::nullopt : std::optional(found->second);
    };

    KeptLog() = default;
    KeptLog(const KeptLog&) = delete;  // `kept` points into it
    KeptLog& operator=(const KeptLog&) = delete;

    void add(std::string_view entry) {
        const auto added = hashes_added(size, leaf_hash(entry), kept);
        ASSERT_TRUE(added);
        for (const KeptHash& each : *added)
            ASSERT_TRUE(hashes.emplace(std::pair(each.level, each.index), each.hash).second);
        ++size;
    }
};

}  // namespace holdfast::evidence
