// SPDX-License-Identifier: Apache-2.0
// Reads an age v1 file at any place, so that the end of a large one is had without the whole: its content is sealed in
// chunks of 64 KiB, each for itself, and the last one says that it is the last.
//
//   1. the front of the file    -> AgeChunks::open: whether a key opens it, and where its chunks lie
//   2. the last chunk           -> read(): only where that succeeds is nothing missing at the end
//   3. any chunk, in any order  -> read()
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <vector>

#include "holdfast/sealing/age_error.hpp"
#include "holdfast/sealing/age_file.hpp"
#include "holdfast/sealing/age_keys.hpp"
#include "holdfast/sealing/secret.hpp"

namespace holdfast::sealing {

/// More of a file is never needed to open it: the longest header, and the nonce.
inline constexpr std::size_t age_front_bytes = max_age_header_bytes + 16;

class AgeChunks {
  public:
    /// `front`: the first age_front_bytes of a binary file, or the whole of a smaller one. `file_bytes`: of all of it.
    [[nodiscard]] static std::expected<AgeChunks, AgeError> open(std::span<const std::byte> front,
                                                                 std::uint64_t file_bytes,
                                                                 std::span<const AgeIdentity> identities);

    /// Bytes of the content, if read() opens the last chunk.
    [[nodiscard]] std::uint64_t plain_bytes() const noexcept;
    /// At least one, but after lose_last().
    [[nodiscard]] std::uint64_t count() const noexcept { return count_; }

    struct Place {
        std::uint64_t offset = 0;  ///< in the file
        std::size_t bytes = 0;
    };
    /// Precondition: `index` below count().
    [[nodiscard]] Place place(std::uint64_t index) const noexcept;
    /// Appends the content of chunk `index` to `out`. `sealed`: the bytes at its place. Refused (payload_failure) where
    /// they are not those that were sealed there, and where one is the last chunk by its place and not by its seal.
    [[nodiscard]] std::expected<void, AgeError> read(std::uint64_t index, std::span<const std::byte> sealed,
                                                     std::vector<std::byte>& out) const;

    /// For when the last chunk does not open: the file lost its end, and what remains are its whole chunks, none of
    /// them the last one by its seal; called again, one fewer. So the last that opens is found, or none: what was added
    /// behind the end is no part of the file. Precondition: there is one.
    void lose_last() noexcept;

  private:
    explicit AgeChunks(Secret<32>&& key) noexcept : key_(std::move(key)) {}
    Secret<32> key_;
    std::uint64_t start_ = 0;  // of the first chunk
    std::uint64_t bytes_ = 0;  // of all chunks, sealed
    std::uint64_t count_ = 0;
    bool has_end_ = true;
};

}  // namespace holdfast::sealing
