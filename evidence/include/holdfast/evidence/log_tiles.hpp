// SPDX-License-Identifier: Apache-2.0
// A log's tree kept and published as tiles (c2sp.org/tlog-tiles): which hashes there are, under which paths they are
// found, and the root and the proofs computed from them.
//
// Kept hash (level, n) is that of the 256^level entries from n * 256^level on; level 0 are the leaves. Only whole ones
// are kept, so a kept hash never changes. A tile is up to 256 kept hashes of one level next to each other.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/core/identifier.hpp"

namespace holdfast::evidence {

inline constexpr unsigned tile_width = 256;
inline constexpr unsigned tile_height = 8;      ///< 2^8 = 256
inline constexpr unsigned most_tile_level = 7;  ///< of less than 2^63 entries

struct KeptHash {
    unsigned level = 0;
    std::uint64_t index = 0;
    Digest256 hash;
    bool operator==(const KeptHash&) const = default;
};
/// Looks a kept hash up; nothing when it is not there.
using KeptHashes = std::function<std::optional<Digest256>(unsigned level, std::uint64_t index)>;

/// How many hashes of a level a tree of `size` entries has.
[[nodiscard]] constexpr std::uint64_t kept_hashes(unsigned level, std::uint64_t size) noexcept {
    return level > most_tile_level ? 0 : size >> (level * tile_height);
}

enum class LogError : std::uint8_t {
    hash_missing,  ///< a hash that a tree of this size has is not there: the log is damaged
    out_of_range,  ///< an entry or a size beyond the tree
};
/// "hash_missing" and so on.
[[nodiscard]] std::string_view to_text(LogError error) noexcept;

/// The hashes that entry number `index` adds: its own, and at the end of each full tile that of the tile.
/// Cost: 255 hashes for each tile that it fills.
[[nodiscard]] std::expected<std::vector<KeptHash>, LogError> hashes_added(std::uint64_t index, const Digest256& leaf,
                                                                          const KeptHashes& kept);

/// Cost of the three: at most 255 hashes for each level.
[[nodiscard]] std::expected<Digest256, LogError> root_of(std::uint64_t size, const KeptHashes& kept);
[[nodiscard]] std::expected<std::vector<Digest256>, LogError> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                                                              const KeptHashes& kept);
/// Empty for an old size of 0 and for two equal ones.
[[nodiscard]] std::expected<std::vector<Digest256>, LogError> consistency_proof(std::uint64_t old_size,
                                                                                std::uint64_t new_size,
                                                                                const KeptHashes& kept);

/// What a path below "tile/" names.
struct TilePath {
    std::optional<unsigned> level;  ///< none: the entries themselves
    std::uint64_t index = 0;        ///< of the tile
    unsigned width = tile_width;    ///< 1..256; 256 is a full tile
    bool operator==(const TilePath&) const = default;
};
/// "0/x001/x234/067.p/8", "entries/000"; every other spelling of the same is refused.
[[nodiscard]] std::optional<TilePath> read_tile_path(std::string_view path);
[[nodiscard]] std::string to_text(const TilePath& path);

/// Entries one after the other, each with its length before it in two bytes, the greater first. Nothing when one is
/// longer than 65,535 bytes.
[[nodiscard]] std::optional<std::string> entry_bundle(const std::vector<std::string>& entries);

}  // namespace holdfast::evidence
