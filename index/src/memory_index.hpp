// SPDX-License-Identifier: Apache-2.0
// The index in memory: a dense array of entries in chunks, copied on write.
//
// A change copies the chunks that it touches (about 36 KiB each) and the list of chunks; everything else is shared with
// the state before. An entry that goes is replaced by the last one, so that nothing is ever scanned in vain and nothing
// needs merging. Cost of a change at a million entries: docs/benchmarks/match.md.
#pragma once

#include <mutex>
#include <unordered_map>

#include "snapshot.hpp"

namespace holdfast::index {

class MemoryIndex final : public FingerprintIndex {
  public:
    explicit MemoryIndex(match::Kernel kernel);

    void apply(std::span<const Change> changes, std::uint64_t position) override;
    [[nodiscard]] SearchResult search(std::span<const Code256> queries, int radius,
                                      std::span<const std::uint32_t> groups) const override;
    [[nodiscard]] std::uint64_t position() const override;
    [[nodiscard]] std::uint64_t size() const override;

  private:
    // Shared: a search keeps the snapshot that it started with, however many changes come meanwhile.
    using Published = std::shared_ptr<const Snapshot>;

    struct IdHash {
        std::size_t operator()(const Id128& id) const noexcept;
    };
    /// A snapshot in the making: chunks copied so far may be written.
    struct Draft;

    [[nodiscard]] Published current() const;
    void find_places();
    void take_out(Draft& draft, const Id128& owner);
    void put_in(Draft& draft, const Id128& owner, const Entry& entry);

    const match::Kernel kernel_;
    // Held while a pointer is copied or swapped, never while anything is searched, built or freed. (An atomic
    // shared_ptr is a lock of the same length in libstdc++, one that ThreadSanitizer cannot follow.)
    mutable std::mutex publishing_;
    Published published_;
    // Where each owner's entries lie, and whether that is so of the published state. The follower's alone.
    std::unordered_map<Id128, std::vector<std::uint32_t>, IdHash> places_;
    bool places_fit_ = true;
};

}  // namespace holdfast::index
