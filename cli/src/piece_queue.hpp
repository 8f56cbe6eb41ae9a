// SPDX-License-Identifier: Apache-2.0
// Pieces of bytes on their way from one thread to another, few at a time, so that memory stays bounded.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

namespace holdfast::cli {

inline constexpr std::size_t piece_bytes = std::size_t{1} << 20U;

class PieceQueue {
  public:
    using Piece = std::vector<std::byte>;

    /// Waits for room. False when nobody takes pieces any more.
    bool push(Piece piece) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return waiting_.size() < most_waiting || ended_; });
        if (ended_) return false;
        waiting_.push_back(std::move(piece));
        changed_.notify_all();
        return true;
    }
    /// Nothing will be pushed any more.
    void close() {
        const std::scoped_lock lock(mutex_);
        closed_ = true;
        changed_.notify_all();
    }
    /// Waits for the next piece; false at the end. What `piece` held is used again by spare().
    bool pop(Piece& piece) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !waiting_.empty() || closed_ || ended_; });
        if (waiting_.empty() || ended_) return false;
        if (spares_.size() < most_waiting) spares_.push_back(std::move(piece));
        piece = std::move(waiting_.front());
        waiting_.pop_front();
        changed_.notify_all();
        return true;
    }
    /// Nothing will be taken any more: push() fails from now on.
    void end() {
        const std::scoped_lock lock(mutex_);
        ended_ = true;
        changed_.notify_all();
    }
    /// A piece to fill, with memory that was used before where there is some.
    [[nodiscard]] Piece spare() {
        const std::scoped_lock lock(mutex_);
        if (spares_.empty()) return {};
        Piece piece = std::move(spares_.back());
        spares_.pop_back();
        return piece;
    }

  private:
    static constexpr std::size_t most_waiting = 4;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Piece> waiting_;
    std::vector<Piece> spares_;
    bool closed_ = false;
    bool ended_ = false;
};

}  // namespace holdfast::cli
