// SPDX-License-Identifier: Apache-2.0
// Memory that runs out in the middle of a change. A program of its own, as it replaces operator new.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "holdfast/index/fingerprint_index.hpp"

namespace {

thread_local int allocations_left = -1;  // -1: no end

void* allocate(std::size_t bytes, std::size_t alignment) {
    if (allocations_left == 0) throw std::bad_alloc();
    if (allocations_left > 0) --allocations_left;
    const std::size_t rounded = (bytes + alignment - 1) / alignment * alignment;
    void* memory = std::aligned_alloc(alignment, rounded == 0 ? alignment : rounded);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}

}  // namespace

void* operator new(std::size_t bytes) {
    return allocate(bytes, __STDCPP_DEFAULT_NEW_ALIGNMENT__);
}
void* operator new(std::size_t bytes, std::align_val_t alignment) {
    return allocate(bytes, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    std::free(memory);
}

namespace holdfast::index {
namespace {

Change put(std::uint8_t n) {
    Id128 owner;
    owner.bytes[0] = static_cast<std::byte>(n);
    Code256 code;
    code.words[0] = std::uint64_t{n} << 56U;
    return {.kind = Change::Kind::put, .owner = owner, .entries = {{.code = code, .owner = owner}}};
}

TEST(MemoryIndex, WhatIsWithdrawnWhileMemoryRunsOutIsGoneOnceTheChangeIsAppliedAgain) {
    constexpr std::uint8_t count = 40;
    int failures = 0;
    for (int allowed = 0; allowed < 64; ++allowed) {
        const auto index = make_memory_index();
        std::vector<Change> all;
        for (std::uint8_t n = 1; n <= count; ++n) all.push_back(put(n));
        index->apply(all, 1);
        std::vector<Change> changes{put(7), put(count), put(count + 1)};
        changes[0].kind = changes[1].kind = Change::Kind::remove;
        changes[0].entries.clear();
        changes[1].entries.clear();
        bool failed = false;
        allocations_left = allowed;
        try {
            index->apply(changes, 2);
        } catch (const std::bad_alloc&) {
            failed = true;
        }
        allocations_left = -1;
        failures += failed ? 1 : 0;
        if (failed) {
            EXPECT_EQ(index->size(), count) << "half a change is seen";
            EXPECT_EQ(index->position(), 1);
            index->apply(changes, 2);
        }
        EXPECT_EQ(index->size(), count - 1) << allowed;
        for (std::uint8_t n = 1; n <= count + 1; ++n) {
            const Code256 code = put(n).entries[0].code;
            const auto hits = index->search(std::span(&code, 1), 0, {}).hits.at(0);
            EXPECT_EQ(hits.size(), n == 7 || n == count ? 0U : 1U) << "owner " << int{n} << ", allowed " << allowed;
        }
    }
    EXPECT_GT(failures, 5);
}

}  // namespace
}  // namespace holdfast::index
