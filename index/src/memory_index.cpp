// SPDX-License-Identifier: Apache-2.0
#include "memory_index.hpp"

#include <algorithm>
#include <cstring>

namespace holdfast::index {

struct MemoryIndex::Draft {
    Snapshot next;
    std::unordered_map<std::size_t, Chunk*> writable;

    Chunk& chunk(std::size_t number) {
        auto& mine = writable[number];
        if (mine == nullptr) {
            auto copy =
                number < next.chunks.size() ? std::make_shared<Chunk>(*next.chunks[number]) : std::make_shared<Chunk>();
            mine = copy.get();
            if (number == next.chunks.size()) {
                next.chunks.push_back(std::move(copy));
            } else {
                next.chunks[number] = std::move(copy);
            }
        }
        return *mine;
    }
    [[nodiscard]] Entry get(std::uint32_t position) const {
        return next.chunks[position / Chunk::capacity]->get(position % Chunk::capacity);
    }
    void set(std::uint32_t position, const Entry& entry) {
        chunk(position / Chunk::capacity).set(position % Chunk::capacity, entry);
    }
    void drop_last() {
        // Zeros, so that a code that was taken out does not linger in memory.
        set(static_cast<std::uint32_t>(next.entries - 1), Entry{});
        --next.entries;
        if (next.entries % Chunk::capacity == 0) {
            writable.erase(next.chunks.size() - 1);
            next.chunks.pop_back();
        }
    }
};

std::size_t MemoryIndex::IdHash::operator()(const Id128& id) const noexcept {
    // Identifiers are random already.
    std::size_t hash = 0;
    std::memcpy(&hash, id.bytes.data(), sizeof hash);
    std::size_t rest = 0;
    std::memcpy(&rest, id.bytes.data() + sizeof hash, sizeof rest);
    return hash ^ rest;
}

MemoryIndex::MemoryIndex(match::Kernel kernel) : kernel_(kernel), published_(std::make_shared<const Snapshot>()) {}

MemoryIndex::Published MemoryIndex::current() const {
    const std::lock_guard lock(publishing_);
    return published_;
}

void MemoryIndex::find_places() {
    const Published now = current();
    places_.clear();
    for (std::size_t i = 0; i < now->entries; ++i) {
        const Id128& owner = now->chunks[i / Chunk::capacity]->owners[i % Chunk::capacity];
        places_[owner].push_back(static_cast<std::uint32_t>(i));
    }
}

void MemoryIndex::take_out(Draft& draft, const Id128& owner) {
    const auto found = places_.find(owner);
    if (found == places_.end()) return;
    std::vector<std::uint32_t> leaving = std::move(found->second);
    places_.erase(found);
    // From the back, so that the entry that fills a gap is never one that leaves too.
    std::ranges::sort(leaving, std::ranges::greater());
    for (const std::uint32_t position : leaving) {
        const auto last = static_cast<std::uint32_t>(draft.next.entries - 1);
        if (position != last) {
            const Entry moved = draft.get(last);
            draft.set(position, moved);
            std::ranges::replace(places_.at(moved.owner), last, position);
        }
        draft.drop_last();
    }
}

void MemoryIndex::put_in(Draft& draft, const Id128& owner, const Entry& entry) {
    const auto position = static_cast<std::uint32_t>(draft.next.entries);
    Entry owned = entry;
    owned.owner = owner;
    draft.set(position, owned);
    ++draft.next.entries;
    places_[owner].push_back(position);
}

void MemoryIndex::apply(std::span<const Change> changes, std::uint64_t position) {
    // When memory ran out in the middle of a change, nothing of it was published, but some of it stands in places_.
    if (!places_fit_) find_places();
    places_fit_ = false;
    Draft draft{.next = *current(), .writable = {}};
    for (const Change& change : changes) {
        take_out(draft, change.owner);
        if (change.kind != Change::Kind::put) continue;
        for (const Entry& entry : change.entries) put_in(draft, change.owner, entry);
    }
    draft.next.position = position;
    Published next = std::make_shared<const Snapshot>(std::move(draft.next));
    {
        const std::lock_guard lock(publishing_);
        published_.swap(next);
    }
    places_fit_ = true;
    // `next` is the old state now; its chunks are freed here, outside the lock, or by the last search that uses them.
}

SearchResult MemoryIndex::search(std::span<const Code256> queries, int radius,
                                 std::span<const std::uint32_t> groups) const {
    return current()->search(queries, radius, groups, kernel_);
}

std::uint64_t MemoryIndex::position() const {
    return current()->position;
}

std::uint64_t MemoryIndex::size() const {
    return current()->entries;
}

std::unique_ptr<FingerprintIndex> make_memory_index() {
    return std::make_unique<MemoryIndex>(match::best_kernel());
}

}  // namespace holdfast::index
