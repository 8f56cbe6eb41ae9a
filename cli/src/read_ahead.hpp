// SPDX-License-Identifier: Apache-2.0
// A range of a pack from its front to its end, read (and opened, where it is locked) on a thread of its own while the
// pieces before are worked on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <thread>

#include "pack_source.hpp"
#include "piece_queue.hpp"

namespace holdfast::cli {

class ReadAhead {
  public:
    /// Precondition: the range lies within the source, which is used by nobody else meanwhile and outlives this.
    ReadAhead(PackSource& source, std::uint64_t offset, std::uint64_t bytes);
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;
    ~ReadAhead();

    /// The next piece, of at most piece_bytes; valid until the next call. Empty at the end of the range.
    [[nodiscard]] std::expected<std::span<const std::byte>, SourceError> next();

  private:
    PieceQueue queue_;
    PieceQueue::Piece piece_;
    std::optional<SourceError> error_;  // written before the queue is closed, read after
    std::jthread reader_;
};

}  // namespace holdfast::cli
