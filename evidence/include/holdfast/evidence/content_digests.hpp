// SPDX-License-Identifier: Apache-2.0
// What a pack needs to know of a file's bytes, taken in one pass.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "holdfast/core/identifier.hpp"
#include "holdfast/evidence/crc32.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::evidence {

struct ContentDigests {
    std::uint64_t size = 0;
    Digest256 sha256;
    sealing::Digest512 sha512;
    std::uint32_t crc32 = crc32_of_nothing;
    friend bool operator==(const ContentDigests&, const ContentDigests&) noexcept = default;
};

/// Takes a file a piece at a time. An interface, because a caller may have a faster way than one core and libsodium's
/// portable code: two threads, or the processor's own instructions.
class ContentDigester {
  public:
    ContentDigester() = default;
    ContentDigester(const ContentDigester&) = delete;
    ContentDigester& operator=(const ContentDigester&) = delete;
    virtual ~ContentDigester() = default;
    virtual void update(std::span<const std::byte> piece) = 0;
    /// Of everything since the last finish().
    [[nodiscard]] virtual ContentDigests finish() = 0;
};

/// On this thread, with libsodium.
class ContentHasher final : public ContentDigester {
  public:
    void update(std::span<const std::byte> piece) override;
    [[nodiscard]] ContentDigests finish() override;

  private:
    sealing::Sha256 sha256_;
    sealing::Sha512 sha512_;
    std::uint64_t size_ = 0;
    std::uint32_t crc32_ = crc32_of_nothing;
};

[[nodiscard]] ContentDigests digests_of(std::span<const std::byte> content);

}  // namespace holdfast::evidence
