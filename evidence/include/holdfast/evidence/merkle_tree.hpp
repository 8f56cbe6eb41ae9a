// SPDX-License-Identifier: Apache-2.0
// The Merkle tree of RFC 6962 section 2.1 over SHA-256: its hashes, and the two proofs that anybody can check with no
// more than a few hashes. Checking follows RFC 9162 sections 2.1.3.2 and 2.1.4.2.
//
//   inclusion     this entry is number `index` of the tree with that size and root
//   consistency   the tree of `old_size` entries is the beginning of the one of `new_size`: nothing was changed,
//                 removed or put between
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "holdfast/core/identifier.hpp"

namespace holdfast::evidence {

/// No tree of less than 2^63 entries has a longer proof.
inline constexpr std::size_t most_proof_hashes = 64;

[[nodiscard]] Digest256 leaf_hash(std::string_view entry);
[[nodiscard]] Digest256 node_hash(const Digest256& left, const Digest256& right);
/// Of a tree without entries: SHA-256 of nothing.
[[nodiscard]] Digest256 empty_root();

/// Whether `proof` shows that `leaf` is number `index` (from 0) of the tree.
[[nodiscard]] bool proves_inclusion(std::uint64_t index, std::uint64_t size, const Digest256& leaf,
                                    std::span<const Digest256> proof, const Digest256& root);

/// Whether `proof` shows that the old tree is the beginning of the new one. A tree without entries begins every tree;
/// its proof is empty, and so is that of a tree and itself.
[[nodiscard]] bool proves_consistency(std::uint64_t old_size, const Digest256& old_root, std::uint64_t new_size,
                                      const Digest256& new_root, std::span<const Digest256> proof);

}  // namespace holdfast::evidence
