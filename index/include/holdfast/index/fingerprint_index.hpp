// SPDX-License-Identifier: Apache-2.0
// The live index: what can match right now. Readers never wait for a writer and never see half a change.
//
// This interface is what lookups and the matcher use; what stands behind it (a scan in memory, mapped segments, a
// multi-index) may change. Search is exact: every entry within the radius is returned.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "holdfast/core/fingerprint.hpp"
#include "holdfast/core/identifier.hpp"

namespace holdfast::index {

/// One searchable code. An owner (an item, a sighting) has one or more.
struct Entry {
    Code256 code;
    Id128 owner;
    std::uint32_t group = 0;  ///< bank number of an item; 0 for a sighting
    FingerprintKind kind = FingerprintKind::pdq;
};

/// A change as one node applies it, in log order.
struct Change {
    enum class Kind : std::uint8_t {
        put,     ///< replaces all entries of `owner` by `entries`
        remove,  ///< takes all entries of `owner` out
    };
    Kind kind = Kind::put;
    Id128 owner;
    std::vector<Entry> entries;
};

struct Hit {
    Id128 owner;
    std::uint32_t group = 0;
    FingerprintKind kind = FingerprintKind::pdq;
    int distance = 0;
    friend bool operator==(const Hit&, const Hit&) = default;
};

struct SearchResult {
    std::vector<std::vector<Hit>> hits;  ///< one list a query: nearest first, each owner once (its nearest code)
    std::uint64_t position = 0;          ///< log position that the answer stands at
};

/// The hits of all queries together: nearest first (then by owner), each owner once at its nearest.
[[nodiscard]] std::vector<Hit> nearest_of_all(const SearchResult& result);

class FingerprintIndex {
  public:
    virtual ~FingerprintIndex() = default;

    /// Applies `changes` as one step: a search sees all of them or none. Called by one follower at a time. Throws
    /// std::bad_alloc when memory runs out: nothing is changed then, and the same changes may be applied again.
    virtual void apply(std::span<const Change> changes, std::uint64_t position) = 0;

    /// All entries within `radius` (0..63, <=) of each query whose group is in `groups` (empty: every group).
    [[nodiscard]] virtual SearchResult search(std::span<const Code256> queries, int radius,
                                              std::span<const std::uint32_t> groups) const = 0;

    [[nodiscard]] virtual std::uint64_t position() const = 0;
    [[nodiscard]] virtual std::uint64_t size() const = 0;  ///< entries
};

/// In memory: an exact filtered scan over a dense array that is copied on write, chunk by chunk.
[[nodiscard]] std::unique_ptr<FingerprintIndex> make_memory_index();

}  // namespace holdfast::index
