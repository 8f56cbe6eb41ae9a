// SPDX-License-Identifier: Apache-2.0
// Tree, proofs and tiles: the published answers, then every tree and proof of a small world.
#include "holdfast/evidence/log_tiles.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <fstream>
#include <map>
#include <sstream>

#include "holdfast/core/hex.hpp"
#include "kept_log.hpp"

namespace holdfast::evidence {
namespace {

Digest256 digest(const std::string& hex) {
    const auto read = digest_from_hex(hex);
    EXPECT_TRUE(read) << hex;
    return read.value_or(Digest256{});
}

// RFC 6962's own words, without a thought for cost.
Digest256 tree_head(std::span<const Digest256> leaves) {
    if (leaves.empty()) return empty_root();
    if (leaves.size() == 1) return leaves[0];
    const std::size_t k = std::bit_floor(leaves.size() - 1);
    return node_hash(tree_head(leaves.first(k)), tree_head(leaves.subspan(k)));
}

TEST(MerkleTree, HasThePublishedRootsAndProofs) {
    std::ifstream file(std::string(HOLDFAST_VECTORS) + "/tlog/rfc6962.txt");
    KeptLog log;
    std::map<std::uint64_t, Digest256> roots;
    std::vector<Digest256> leaves;
    int proofs = 0;
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string kind;
        std::uint64_t first = 0;
        words >> kind >> first;
        if (kind == "leaf") {
            std::string hex;
            words >> hex;
            std::string entry(hex.size() / 2, '\0');
            ASSERT_TRUE(from_hex(hex, std::as_writable_bytes(std::span(entry))));
            leaves.push_back(leaf_hash(entry));
            log.add(entry);
        } else if (kind == "root") {
            std::string hex;
            words >> hex;
            roots[first] = digest(hex);
            EXPECT_EQ(root_of(first, log.kept), roots[first]) << line;
        } else if (kind == "inclusion" || kind == "consistency") {
            std::uint64_t size = 0;
            words >> size;
            std::vector<Digest256> proof;
            for (std::string hex; words >> hex;) proof.push_back(digest(hex));
            if (kind == "inclusion") {
                EXPECT_EQ(inclusion_proof(first, size, log.kept), proof) << line;
                EXPECT_TRUE(proves_inclusion(first, size, leaves[first], proof, roots[size])) << line;
            } else {
                EXPECT_EQ(consistency_proof(first, size, log.kept), proof) << line;
                EXPECT_TRUE(proves_consistency(first, roots[first], size, roots[size], proof)) << line;
            }
            ++proofs;
        }
    }
    EXPECT_EQ(roots.size(), 9U);
    EXPECT_EQ(proofs, 10);
}

// Every way of changing a proof a little that transparency-dev/merkle tries.
std::vector<std::vector<Digest256>> spoilt(const std::vector<Digest256>& proof, const Digest256& stranger) {
    std::vector<std::vector<Digest256>> out;
    const auto changed = [&](auto change) {
        std::vector<Digest256> copy = proof;
        change(copy);
        out.push_back(copy);
    };
    changed([&](auto& p) { p.push_back(stranger); });
    changed([&](auto& p) { p.insert(p.begin(), stranger); });
    for (std::size_t i = 0; i < proof.size(); ++i) {
        changed([&](auto& p) { p[i].bytes[0] ^= std::byte{8}; });
        changed([&](auto& p) { p.erase(p.begin() + static_cast<std::ptrdiff_t>(i)); });
        changed([&](auto& p) { p.insert(p.begin() + static_cast<std::ptrdiff_t>(i), p[i]); });
    }
    return out;
}

TEST(MerkleTree, InASmallWorldEveryProofHoldsAndNothingElseDoes) {
    KeptLog log;
    std::vector<Digest256> leaves;
    std::vector<Digest256> roots{empty_root()};
    for (int i = 0; i < 35; ++i) {
        leaves.push_back(leaf_hash(std::to_string(i)));
        log.add(std::to_string(i));
        roots.push_back(tree_head(leaves));
    }
    const Digest256 stranger = leaf_hash("stranger");
    for (std::uint64_t size = 0; size <= leaves.size(); ++size) {
        ASSERT_EQ(root_of(size, log.kept), roots[size]) << size;
        for (std::uint64_t index = 0; index < size; ++index) {
            const auto proof = inclusion_proof(index, size, log.kept).value();
            ASSERT_TRUE(proves_inclusion(index, size, leaves[index], proof, roots[size]));
            for (std::uint64_t other = 0; other <= leaves.size() + 1; ++other) {
                ASSERT_EQ(proves_inclusion(other, size, leaves[index], proof, roots[size]), other == index);
            }
            EXPECT_FALSE(proves_inclusion(index, size, stranger, proof, roots[size]));
            EXPECT_FALSE(proves_inclusion(index, size, leaves[index], proof, stranger));
            for (const auto& bad : spoilt(proof, stranger)) {
                ASSERT_FALSE(proves_inclusion(index, size, leaves[index], bad, roots[size])) << index << " of " << size;
            }
        }
        EXPECT_EQ(inclusion_proof(size, size, log.kept).error(), LogError::out_of_range);
        for (std::uint64_t old = 0; old <= size; ++old) {
            const auto proof = consistency_proof(old, size, log.kept).value();
            ASSERT_TRUE(proves_consistency(old, roots[old], size, roots[size], proof)) << old << " of " << size;
            EXPECT_FALSE(proves_consistency(old, stranger, size, roots[size], proof));
            if (old != 0) {
                EXPECT_FALSE(proves_consistency(old, roots[old], size, stranger, proof));
            }
            if (old != 0 && old != size) {
                EXPECT_FALSE(proves_consistency(old, roots[size], size, roots[old], proof));
                EXPECT_FALSE(proves_consistency(old - 1, roots[old], size, roots[size], proof));
                EXPECT_FALSE(proves_consistency(old + 1, roots[old], size, roots[size], proof));
                EXPECT_FALSE(proves_consistency(size, roots[size], old, roots[old], proof));
            }
            for (const auto& bad : spoilt(proof, stranger)) {
                ASSERT_FALSE(proves_consistency(old, roots[old], size, roots[size], bad)) << old << " of " << size;
            }
        }
    }
}

TEST(LogTiles, TilesOfTwoLevelsGiveTheSameRootsAndProofsAsTheWholeTree) {
    KeptLog log;
    std::vector<Digest256> leaves;
    for (int i = 0; i < 70'000; ++i) {
        leaves.push_back(leaf_hash(std::to_string(i)));
        log.add(std::to_string(i));
    }
    // The numbers of tlog-tiles' own example.
    EXPECT_EQ(kept_hashes(0, log.size) / tile_width, 273U);
    EXPECT_EQ(kept_hashes(0, log.size) % tile_width, 112U);
    EXPECT_EQ(kept_hashes(1, log.size), 256U + 17U);
    EXPECT_EQ(kept_hashes(2, log.size), 1U);
    EXPECT_EQ(log.hashes.size(), 70'000U + 273U + 1U);
    const Digest256 root = tree_head(leaves);
    EXPECT_EQ(root_of(log.size, log.kept), root);
    for (const std::uint64_t index : {0U, 255U, 256U, 65'535U, 65'536U, 69'887U, 69'888U, 69'999U}) {
        const auto proof = inclusion_proof(index, log.size, log.kept);
        ASSERT_TRUE(proof);
        EXPECT_TRUE(proves_inclusion(index, log.size, leaves[index], *proof, root)) << index;
    }
    for (const std::uint64_t old : {1U, 255U, 256U, 257U, 65'536U, 65'537U, 69'999U}) {
        const auto proof = consistency_proof(old, log.size, log.kept);
        ASSERT_TRUE(proof);
        const Digest256 old_root = tree_head(std::span(leaves).first(old));
        EXPECT_TRUE(proves_consistency(old, old_root, log.size, root, *proof)) << old;
    }
}

TEST(LogTiles, AMissingHashIsSaidAndNotMadeUp) {
    KeptLog log;
    for (int i = 0; i < 300; ++i) log.add(std::to_string(i));
    log.hashes.erase({1, 0});
    EXPECT_EQ(root_of(300, log.kept).error(), LogError::hash_missing);
    EXPECT_EQ(inclusion_proof(299, 300, log.kept).error(), LogError::hash_missing);
    EXPECT_EQ(consistency_proof(299, 300, log.kept).error(), LogError::hash_missing);
    log.hashes.erase({0, 299});
    EXPECT_EQ(hashes_added(511, leaf_hash("x"), log.kept).error(), LogError::hash_missing);
}

TEST(LogTiles, APathHasOneSpelling) {
    const std::string good[] = {"0/000",
                                "0/000.p/1",
                                "63/999.p/255",
                                "0/x001/x234/067",
                                "entries/000",
                                "1/x001/000",
                                "entries/x018/x446/x744/x073/x709/x551/615",
                                "entries/999.p/7"};
    for (const std::string& path : good) {
        const auto read = read_tile_path(path);
        ASSERT_TRUE(read) << path;
        EXPECT_EQ(to_text(*read), path);
    }
    EXPECT_EQ(read_tile_path("0/x001/x234/067.p/8"), (TilePath{.level = 0, .index = 1'234'067, .width = 8}));
    const std::string bad[] = {
        "",          "0",           "0/",         "64/000",    "00/000",     "-1/000",
        "0/00",      "0/0000",      "0/x000/001", "0/001/001", "0/x001",     "0/x001/x002",
        "0/000.p/0", "0/000.p/256", "0/000.p/01", "0/000.p/",  "0/000.p/1/", "entrie/000",
        "0/000/",    "/0/000",      "0/x01/001",  "0/+01",     "0/ 01",      "0/x018/x446/x744/x073/x709/x551/616"};
    for (const std::string& path : bad) EXPECT_FALSE(read_tile_path(path)) << path;
}

TEST(LogTiles, ABundleHoldsEachEntryAfterItsLength) {
    EXPECT_EQ(entry_bundle({"a", std::string(300, 'b')}),
              std::string("\x00\x01", 2) + "a" + std::string("\x01\x2c", 2) + std::string(300, 'b'));
    EXPECT_FALSE(entry_bundle({std::string(65'536, 'a')}));
}

}  // namespace
}  // namespace holdfast::evidence
