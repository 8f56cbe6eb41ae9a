// SPDX-License-Identifier: Apache-2.0
#include "pack_output.hpp"

#include <utility>
#include <vector>

namespace holdfast::cli {

PackOutput::PackOutput(NewFile& file, std::optional<sealing::AgeEncryptor> lock)
    : file_(file), lock_(std::move(lock)), writer_([this] { run(); }) {}

PackOutput::~PackOutput() {
    queue_.end();
}

void PackOutput::run() {
    PieceQueue::Piece piece;
    std::vector<std::byte> locked;
    while (queue_.pop(piece)) {
        if (lock_) {
            locked.clear();
            lock_->push(piece, locked);
        }
        written_ = file_.write(lock_ ? locked : piece);
        if (!written_) return queue_.end();
    }
    if (!lock_) return;
    locked.clear();
    lock_->finish(locked);
    written_ = file_.write(locked);
}

bool PackOutput::put(std::string_view text) {
    const auto bytes = std::as_bytes(std::span(text));
    PieceQueue::Piece piece = spare();
    piece.assign(bytes.begin(), bytes.end());
    return put(std::move(piece));
}

std::expected<void, std::string> PackOutput::finish() {
    queue_.close();
    writer_.join();
    return std::move(written_);
}

}  // namespace holdfast::cli
