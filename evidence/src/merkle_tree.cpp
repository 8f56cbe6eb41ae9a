// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/merkle_tree.hpp"

#include <bit>

#include "holdfast/sealing/digest.hpp"

namespace holdfast::evidence {
namespace {

constexpr std::byte leaf_mark{0x00};
constexpr std::byte node_mark{0x01};

}  // namespace

Digest256 leaf_hash(std::string_view entry) {
    sealing::Sha256 hash;
    hash.update(std::span(&leaf_mark, 1));
    hash.update(sealing::as_bytes(entry));
    return hash.finish();
}

Digest256 node_hash(const Digest256& left, const Digest256& right) {
    sealing::Sha256 hash;
    hash.update(std::span(&node_mark, 1));
    hash.update(left.bytes);
    hash.update(right.bytes);
    return hash.finish();
}

Digest256 empty_root() {
    return sealing::sha256(std::string_view{});
}

bool proves_inclusion(std::uint64_t index, std::uint64_t size, const Digest256& leaf, std::span<const Digest256> proof,
                      const Digest256& root) {
    if (index >= size) return false;
    std::uint64_t at = index;
    std::uint64_t last = size - 1;
    Digest256 hash = leaf;
    for (const Digest256& other : proof) {
        if (last == 0) return false;
        if (at % 2 == 1 || at == last) {
            hash = node_hash(other, hash);
            while (at % 2 == 0 && at != 0) {
                at /= 2;
                last /= 2;
            }
        } else {
            hash = node_hash(hash, other);
        }
        at /= 2;
        last /= 2;
    }
    return last == 0 && hash == root;
}

bool proves_consistency(std::uint64_t old_size, const Digest256& old_root, std::uint64_t new_size,
                        const Digest256& new_root, std::span<const Digest256> proof) {
    if (old_size > new_size) return false;
    if (old_size == new_size) return proof.empty() && old_root == new_root;
    if (old_size == 0) return proof.empty() && old_root == empty_root();
    // A complete old tree is a node of the new one, and its root is not repeated in the proof.
    const bool complete = std::has_single_bit(old_size);
    if (!complete && proof.empty()) return false;
    std::uint64_t at = old_size - 1;
    std::uint64_t last = new_size - 1;
    while (at % 2 == 1) {
        at /= 2;
        last /= 2;
    }
    Digest256 old_hash = complete ? old_root : proof.front();
    Digest256 new_hash = old_hash;
    for (const Digest256& other : proof.subspan(complete ? 0 : 1)) {
        if (last == 0) return false;
        if (at % 2 == 1 || at == last) {
            old_hash = node_hash(other, old_hash);
            new_hash = node_hash(other, new_hash);
            while (at % 2 == 0 && at != 0) {
                at /= 2;
                last /= 2;
            }
        } else {
            new_hash = node_hash(new_hash, other);
        }
        at /= 2;
        last /= 2;
    }
    return last == 0 && old_hash == old_root && new_hash == new_root;
}

}  // namespace holdfast::evidence
