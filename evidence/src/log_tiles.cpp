// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/log_tiles.hpp"

#include <algorithm>
#include <bit>

#include "holdfast/evidence/merkle_tree.hpp"

namespace holdfast::evidence {
namespace {

// The hash of a row of 2^k hashes, one of them at least.
Digest256 top_of(std::vector<Digest256> row) {
    while (row.size() > 1) {
        for (std::size_t i = 0; i < row.size() / 2; ++i) row[i] = node_hash(row[2 * i], row[2 * i + 1]);
        row.resize(row.size() / 2);
    }
    return row.front();
}

// Computes hashes of ranges of entries; remembers the first one that was missing.
class Tree {
  public:
    explicit Tree(const KeptHashes& kept) : kept_(kept) {}

    // MTH(D[begin:end]) of RFC 6962, which divides at the largest power of two below the number of entries.
    // Precondition: begin < end, and the range is one that the RFC's division meets.
    Digest256 range(std::uint64_t begin, std::uint64_t end) {
        const std::uint64_t entries = end - begin;
        if (std::has_single_bit(entries)) return complete(begin, static_cast<unsigned>(std::countr_zero(entries)));
        const std::uint64_t left = std::bit_floor(entries);
        return node_hash(range(begin, begin + left), range(begin + left, end));
    }

    template <class T>
    std::expected<T, LogError> given(T value) const {
        if (missing_) return std::unexpected(LogError::hash_missing);
        return value;
    }

  private:
    // Of 2^height entries, from kept hashes of the highest level that has them whole.
    Digest256 complete(std::uint64_t begin, unsigned height) {
        const unsigned level = std::min(height / tile_height, most_tile_level);
        std::vector<Digest256> row;
        const std::uint64_t first = begin >> (level * tile_height);
        const std::uint64_t count = std::uint64_t{1} << (height - level * tile_height);
        for (std::uint64_t i = 0; i < count; ++i) {
            const auto hash = missing_ ? std::nullopt : kept_(level, first + i);
            if (!hash) {
                missing_ = true;
                return {};
            }
            row.push_back(*hash);
        }
        return top_of(std::move(row));
    }

    const KeptHashes& kept_;
    bool missing_ = false;
};

std::uint64_t left_of(std::uint64_t entries) noexcept {
    return std::bit_floor(entries - 1);
}

}  // namespace

std::string_view to_text(LogError error) noexcept {
    switch (error) {
        case LogError::hash_missing:
            return "hash_missing";
        case LogError::out_of_range:
            return "out_of_range";
    }
    return "";
}

std::expected<std::vector<KeptHash>, LogError> hashes_added(std::uint64_t index, const Digest256& leaf,
                                                            const KeptHashes& kept) {
    std::vector<KeptHash> added{{.level = 0, .index = index, .hash = leaf}};
    while (added.back().index % tile_width == tile_width - 1 && added.back().level < most_tile_level) {
        const KeptHash last = added.back();
        std::vector<Digest256> tile;
        for (std::uint64_t at = last.index - (tile_width - 1); at < last.index; ++at) {
            const auto hash = kept(last.level, at);
            if (!hash) return std::unexpected(LogError::hash_missing);
            tile.push_back(*hash);
        }
        tile.push_back(last.hash);
        added.push_back({.level = last.level + 1, .index = last.index / tile_width, .hash = top_of(std::move(tile))});
    }
    return added;
}

std::expected<Digest256, LogError> root_of(std::uint64_t size, const KeptHashes& kept) {
    if (size == 0) return empty_root();
    Tree tree(kept);
    return tree.given(tree.range(0, size));
}

std::expected<std::vector<Digest256>, LogError> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                                                const KeptHashes& kept) {
    if (index >= size) return std::unexpected(LogError::out_of_range);
    Tree tree(kept);
    std::vector<Digest256> proof;  // from the root down, turned round at the end
    std::uint64_t begin = 0;
    std::uint64_t end = size;
    while (end - begin > 1) {
        const std::uint64_t middle = begin + left_of(end - begin);
        if (index < middle) {
            proof.push_back(tree.range(middle, end));
            end = middle;
        } else {
            proof.push_back(tree.range(begin, middle));
            begin = middle;
        }
    }
    std::ranges::reverse(proof);
    return tree.given(std::move(proof));
}

std::expected<std::vector<Digest256>, LogError> consistency_proof(std::uint64_t old_size, std::uint64_t new_size,
                                                                  const KeptHashes& kept) {
    if (old_size > new_size) return std::unexpected(LogError::out_of_range);
    std::vector<Digest256> proof;  // as above
    if (old_size == 0 || old_size == new_size) return proof;
    Tree tree(kept);
    std::uint64_t begin = 0;
    std::uint64_t end = new_size;
    while (end != old_size) {
        const std::uint64_t middle = begin + left_of(end - begin);
        if (old_size <= middle) {
            proof.push_back(tree.range(middle, end));
            end = middle;
        } else {
            proof.push_back(tree.range(begin, middle));
            begin = middle;
        }
    }
    // The old tree itself is known to whoever asks; a part of it is not.
    if (begin != 0) proof.push_back(tree.range(begin, end));
    std::ranges::reverse(proof);
    return tree.given(std::move(proof));
}

}  // namespace holdfast::evidence
