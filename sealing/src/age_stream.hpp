// SPDX-License-Identifier: Apache-2.0
// The payload of an age file: STREAM (Hoang, Reyhanitabar, Rogaway, Vizar 2015) with ChaCha20-Poly1305 over chunks of
// 64 KiB. Nonce: chunk number in 11 bytes big-endian, then 1 for the last chunk and 0 for the others. The last chunk is
// empty only when the whole payload is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <vector>

#include "holdfast/sealing/age_error.hpp"
#include "holdfast/sealing/age_file.hpp"
#include "holdfast/sealing/secret.hpp"

namespace holdfast::sealing {

/// The tag behind each chunk.
inline constexpr std::size_t sealed_extra_bytes = 16;
inline constexpr std::size_t sealed_chunk_bytes = age_chunk_bytes + sealed_extra_bytes;

/// Appends the content of chunk number `counter` to `out`; false, and nothing appended, when it is not genuine.
[[nodiscard]] bool open_chunk(const Secret<32>& key, std::uint64_t counter, bool last, std::span<const std::byte> chunk,
                              std::vector<std::byte>& out);

class StreamSealer {
  public:
    explicit StreamSealer(Secret<32>&& key) : key_(std::move(key)) {}
    StreamSealer(StreamSealer&&) = default;
    StreamSealer& operator=(StreamSealer&&) = default;
    ~StreamSealer() { wipe(held_); }

    void push(std::span<const std::byte> plain, std::vector<std::byte>& out);
    void finish(std::vector<std::byte>& out);

  private:
    void seal(std::span<const std::byte> chunk, bool last, std::vector<std::byte>& out);
    Secret<32> key_;
    std::uint64_t counter_ = 0;
    std::vector<std::byte> held_;  // at most one chunk: only what follows tells whether it was the last
};

class StreamOpener {
  public:
    explicit StreamOpener(Secret<32>&& key) : key_(std::move(key)) {}

    [[nodiscard]] std::expected<void, AgeError> push(std::span<const std::byte> cipher, std::vector<std::byte>& out);
    [[nodiscard]] std::expected<void, AgeError> finish(std::vector<std::byte>& out);

  private:
    [[nodiscard]] bool open(std::span<const std::byte> chunk, bool last, std::vector<std::byte>& out);
    Secret<32> key_;
    std::uint64_t counter_ = 0;
    std::vector<std::byte> held_;
};

}  // namespace holdfast::sealing
