// SPDX-License-Identifier: Apache-2.0
// Where a pack that is being made goes: locked with age where it has recipients, then into a new file, both on a thread
// of its own while the next bytes are read.
#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>

#include "holdfast/sealing/age_file.hpp"
#include "new_place.hpp"
#include "piece_queue.hpp"

namespace holdfast::cli {

class PackOutput {
  public:
    /// Without `lock` the pack is written as it is.
    PackOutput(NewFile& file, std::optional<sealing::AgeEncryptor> lock);
    PackOutput(const PackOutput&) = delete;
    PackOutput& operator=(const PackOutput&) = delete;
    ~PackOutput();

    /// Memory for a piece of content to fill, of any size.
    [[nodiscard]] PieceQueue::Piece spare() { return queue_.spare(); }
    /// False when it cannot be written any more; finish() says why.
    [[nodiscard]] bool put(PieceQueue::Piece piece) { return queue_.push(std::move(piece)); }
    [[nodiscard]] bool put(std::string_view text);
    /// Waits until all is written, but not yet in its place. The error is a sentence.
    [[nodiscard]] std::expected<void, std::string> finish();

  private:
    void run();
    NewFile& file_;
    std::optional<sealing::AgeEncryptor> lock_;
    std::expected<void, std::string> written_;  // the writer's until it has ended
    PieceQueue queue_;
    std::jthread writer_;
};

}  // namespace holdfast::cli
