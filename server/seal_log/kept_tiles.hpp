// SPDX-License-Identifier: Apache-2.0
// The log's hashes as proofs ask for them, read from the store a tile at a time.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "holdfast/evidence/log_tiles.hpp"
#include "holdfast/store/store.hpp"

namespace holdfast::server {

/// For one computation: what was read is kept for the next question.
class KeptTiles {
  public:
    explicit KeptTiles(store::Store& store) : store_(store) {}

    [[nodiscard]] std::optional<Digest256> operator()(unsigned level, std::uint64_t index) {
        const std::uint64_t tile = index / evidence::tile_width;
        const auto [at, fresh] = tiles_.try_emplace({level, tile});
        if (fresh) {
            auto read = store_.seal_hashes(level, tile * evidence::tile_width, evidence::tile_width);
            if (read) {
                at->second = std::move(*read);
            } else {
                error_ = read.error();
            }
        }
        const auto place = static_cast<std::size_t>(index % evidence::tile_width);
        return place < at->second.size() ? std::optional(at->second[place]) : std::nullopt;
    }

    /// Why a hash is missing: the store failed, or, where it did not, the log is damaged.
    [[nodiscard]] store::StoreError error() const noexcept { return error_; }

  private:
    store::Store& store_;
    std::map<std::pair<unsigned, std::uint64_t>, std::vector<Digest256>> tiles_;
    store::StoreError error_ = store::StoreError::corrupt;
};

}  // namespace holdfast::server
