// SPDX-License-Identifier: Apache-2.0
#include "read_ahead.hpp"

#include <algorithm>
#include <utility>

namespace holdfast::cli {

ReadAhead::ReadAhead(PackSource& source, std::uint64_t offset, std::uint64_t bytes)
    : reader_([this, &source, offset, bytes]() mutable {
          while (bytes > 0) {
              PieceQueue::Piece piece = queue_.spare();
              piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(bytes, piece_bytes)));
              auto got = source.read(offset, piece);
              if (!got) {
                  error_ = std::move(got.error());
                  break;
              }
              piece.resize(*got);
              offset += *got;
              bytes -= *got;
              if (!queue_.push(std::move(piece))) break;
          }
          queue_.close();
      }) {}

ReadAhead::~ReadAhead() {
    queue_.end();
}

std::expected<std::span<const std::byte>, SourceError> ReadAhead::next() {
    if (queue_.pop(piece_)) return std::span<const std::byte>(piece_);
    if (error_) return std::unexpected(*error_);
    return std::span<const std::byte>();
}

}  // namespace holdfast::cli
