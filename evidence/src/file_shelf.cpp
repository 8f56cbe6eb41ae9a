// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/file_shelf.hpp"

namespace holdfast::evidence {

std::string_view to_text(ShelfError error) noexcept {
    switch (error) {
        case ShelfError::no_such_file:
            return "no_such_file";
        case ShelfError::not_open:
            return "not_open";
        case ShelfError::not_finished:
            return "not_finished";
        case ShelfError::too_many:
            break;
    }
    return "too_many";
}

std::expected<std::uint32_t, ShelfError> FileShelf::begin(LookFor what) {
    if (open_.size() >= most_open_looks || seen_.size() >= most_seen_files || last_ == UINT32_MAX)
        return std::unexpected(ShelfError::too_many);
    open_.emplace(++last_, std::make_unique<Look>(what));
    return last_;
}

std::expected<void, ShelfError> FileShelf::take(std::uint32_t file, std::span<const std::byte> piece) {
    const auto found = open_.find(file);
    if (found == open_.end())
        return std::unexpected(seen_.contains(file) ? ShelfError::not_open : ShelfError::no_such_file);
    found->second->look.take(piece);
    return {};
}

std::expected<const SeenFile*, ShelfError> FileShelf::finish(std::uint32_t file) {
    if (const auto found = open_.find(file); found != open_.end()) {
        seen_.emplace(file, found->second->look.finish());
        open_.erase(found);
    }
    return seen(file);
}

std::expected<const SeenFile*, ShelfError> FileShelf::seen(std::uint32_t file) const {
    const auto found = seen_.find(file);
    if (found != seen_.end()) return &found->second;
    return std::unexpected(open_.contains(file) ? ShelfError::not_finished : ShelfError::no_such_file);
}

const SeenFile* FileShelf::find(std::uint64_t size, const Digest256& sha256,
                                const sealing::Digest512& sha512) const noexcept {
    for (const auto& [file, seen] : seen_) {
        const ContentDigests& digests = seen.digests;
        if (digests.size == size && digests.sha256 == sha256 && digests.sha512 == sha512) return &seen;
    }
    return nullptr;
}

void FileShelf::drop(std::uint32_t file) noexcept {
    open_.erase(file);
    seen_.erase(file);
}

}  // namespace holdfast::evidence
