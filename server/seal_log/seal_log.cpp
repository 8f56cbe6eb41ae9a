// SPDX-License-Identifier: Apache-2.0
#include "seal_log/seal_log.hpp"

#include <functional>
#include <utility>
#include <vector>

#include "holdfast/core/hex.hpp"
#include "holdfast/evidence/checkpoint.hpp"
#include "holdfast/evidence/merkle_tree.hpp"
#include "holdfast/sealing/digest.hpp"
#include "seal_log/kept_tiles.hpp"

namespace holdfast::server {
namespace {

using store::StoreError;

constexpr std::int64_t second = 1000;

evidence::SealEntry entry_of(const store::LoggedSeal& logged) {
    return {.seal = logged.seal, .received = logged.received};
}

/// A name that no other log has by chance.
std::string origin_of_key(const sealing::Secret<32>& seed) {
    const auto key = sealing::note_key(seed, "any");
    const Digest256 digest = sealing::sha256(std::span<const std::byte>(key.key));
    return "holdfast-seals/" + to_hex(std::span(digest.bytes).first<8>());
}

/// Whatever name the log has now.
bool by_another_key(const evidence::Checkpoint& newest, const sealing::Secret<32>& seed) {
    if (!sealing::is_note_name(newest.origin)) return false;
    const auto checked = evidence::check_checkpoint(newest, sealing::note_key(seed, newest.origin));
    return !checked && checked.error() == evidence::CheckpointError::not_signed;
}

}  // namespace

SealLog::SealLog(store::Store& store, sealing::Secret<32> seed, std::string origin)
    : store_(store), seed_(std::move(seed)), key_(sealing::note_key(seed_, std::move(origin))) {}

std::expected<std::unique_ptr<SealLog>, SealLog::NotOpened> SealLog::open(store::Store& store, sealing::Secret<32> seed,
                                                                          std::string origin) {
    const auto damaged = [](std::string reason) {
        return std::unexpected(NotOpened{.by_setting = false, .reason = std::move(reason)});
    };
    if (origin.empty()) origin = origin_of_key(seed);
    std::unique_ptr<SealLog> log(new SealLog(store, std::move(seed), std::move(origin)));
    const auto head = store.seal_head();
    const auto unread = [&damaged](StoreError error) {
        return damaged("The log of seals cannot be read now: " + std::string(store::explain(error)) +
                       " It may be whole: start the service again before anything else.");
    };
    if (!head) return unread(head.error());
    if (head->size == 0) return log;
    const auto newest = evidence::read_checkpoint(head->checkpoint);
    if (newest && by_another_key(*newest, log->seed_)) {
        return damaged(
            "The log of seals was signed with another key than the database has now, and must not grow on: bring back "
            "the row seal_log of the table secret as it was, or begin a new log (docs/DEPLOY.md, \"Backup\").");
    }
    if (newest && newest->origin != log->key_.name) {
        return std::unexpected(NotOpened{.by_setting = true,
                                         .reason = "The log of seals began as " + newest->origin +
                                                   ", and receipts name it so: set receipts.origin back to that."});
    }
    KeptTiles tiles(store);
    if (!log->as_signed(*head, std::ref(tiles))) {
        if (tiles.error() != StoreError::corrupt) return unread(tiles.error());
        return damaged(
            "The log of seals is not as it was signed, and must not grow on: bring back the data folder as it was "
            "last, "
            "or begin a new log (docs/DEPLOY.md, \"Backup\").");
    }
    return log;
}

bool SealLog::as_signed(const store::SealHead& head, const evidence::KeptHashes& kept) const {
    const auto newest = evidence::read_checkpoint(head.checkpoint);
    return newest && newest->size == head.size && evidence::check_checkpoint(*newest, key_) &&
           evidence::root_of(head.size, kept) == newest->root;
}

store::Result<store::SealGrowth> SealLog::grow(const store::LoggedSeal& entry, const store::SealHead& before,
                                               const evidence::KeptHashes& kept) const {
    if (before.size != 0 && !as_signed(before, kept)) return std::unexpected(StoreError::corrupt);
    const auto added =
        evidence::hashes_added(entry.index, evidence::leaf_hash(evidence::to_text(entry_of(entry))), kept);
    if (!added) return std::unexpected(StoreError::corrupt);
    const evidence::KeptHashes with_added = [&](unsigned level, std::uint64_t index) -> std::optional<Digest256> {
        for (const evidence::KeptHash& each : *added) {
            if (each.level == level && each.index == index) return each.hash;
        }
        return kept(level, index);
    };
    const auto root = evidence::root_of(entry.index + 1, with_added);
    if (!root) return std::unexpected(StoreError::corrupt);
    store::SealGrowth growth;
    for (const evidence::KeptHash& each : *added) {
        growth.hashes.push_back({.level = each.level, .index = each.index, .hash = each.hash});
    }
    growth.checkpoint = evidence::to_text(evidence::sign_checkpoint(seed_, key_.name, entry.index + 1, *root));
    return growth;
}

store::Result<SealLog::Taken> SealLog::take(const Digest256& seal, UnixMillis now,
                                            const std::optional<store::SpentProof>& proof) {
    bool is_new = false;
    const auto logged =
        store_.log_seal({.seal = seal,
                         .at = {now.value - now.value % second},
                         .proof = proof,
                         .grow = [&](const store::LoggedSeal& entry, const store::SealHead& before,
                                     const store::SealHashes& kept) -> store::Result<store::SealGrowth> {
                             is_new = true;
                             if (entry.received.value - now.value > most_clock_lag_millis) {
                                 return std::unexpected(StoreError::not_allowed);
                             }
                             return grow(entry, before, kept);
                         }});
    if (!logged) return std::unexpected(logged.error());
    // The newest size, which others have grown it to meanwhile: every size holds the entry.
    const auto head = store_.seal_head();
    if (!head) return std::unexpected(head.error());
    auto newest = evidence::read_checkpoint(head->checkpoint);
    if (!newest || newest->size != head->size) return std::unexpected(StoreError::corrupt);
    KeptTiles tiles(store_);
    auto path = evidence::inclusion_proof(logged->index, head->size, std::ref(tiles));
    if (!path) return std::unexpected(tiles.error());
    evidence::Receipt receipt{.entry = entry_of(*logged),
                              .index = logged->index,
                              .proof = std::move(*path),
                              .checkpoint = std::move(*newest)};
    if (!evidence::check_receipt(receipt, key_, seal)) return std::unexpected(StoreError::corrupt);
    return Taken{.receipt = std::move(receipt), .is_new = is_new};
}

store::Result<std::string> SealLog::checkpoint() {
    auto head = store_.seal_head();
    if (!head) return std::unexpected(head.error());
    if (head->size != 0) return std::move(head->checkpoint);
    return evidence::to_text(evidence::sign_checkpoint(seed_, key_.name, 0, evidence::empty_root()));
}

store::Result<std::optional<std::string>> SealLog::tile(const evidence::TilePath& path) {
    const auto head = store_.seal_head();
    if (!head) return std::unexpected(head.error());
    const std::uint64_t there = evidence::kept_hashes(path.level.value_or(0), head->size);
    if (path.index > there / evidence::tile_width) return std::nullopt;
    const std::uint64_t first = path.index * evidence::tile_width;
    if (there - first < path.width) return std::nullopt;
    if (!path.level) {
        const auto entries = store_.seal_entries(first, path.width);
        if (!entries) return std::unexpected(entries.error());
        if (entries->size() != path.width) return std::unexpected(StoreError::corrupt);
        std::vector<std::string> texts;
        for (const store::LoggedSeal& each : *entries) texts.push_back(evidence::to_text(entry_of(each)));
        return evidence::entry_bundle(texts);
    }
    const auto hashes = store_.seal_hashes(*path.level, first, path.width);
    if (!hashes) return std::unexpected(hashes.error());
    if (hashes->size() != path.width) return std::unexpected(StoreError::corrupt);
    std::string bytes;
    for (const Digest256& hash : *hashes) {
        bytes.append(reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size());
    }
    return bytes;
}

}  // namespace holdfast::server
