// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/file_look.hpp"

#include <algorithm>
#include <string_view>

#include "pdf_facts.hpp"

namespace holdfast::evidence {

/// Known once the head is there: no picture is told by its tail.
bool FileLook::needs_front() const noexcept {
    if (front_.size() < type_head_bytes) return true;
    const FileType type = type_of(std::span(front_).first(type_head_bytes), {});
    return class_of(type) == TypeClass::picture || type == FileType::pdf;
}

void FileLook::take(std::span<const std::byte> piece) {
    digester_.update(piece);
    size_ += piece.size();
    std::span<const std::byte> rest = piece;
    const auto gather = [&](std::uint64_t most) {
        const auto room = most - std::min<std::uint64_t>(most, front_.size());
        const auto part = rest.first(static_cast<std::size_t>(std::min<std::uint64_t>(room, rest.size())));
        front_.insert(front_.end(), part.begin(), part.end());
        rest = rest.subspan(part.size());
    };
    if (what_ == LookFor::picture) film_.take(piece);
    gather(type_head_bytes);
    if (what_ == LookFor::words) gather(most_words_);
    if (what_ == LookFor::picture && !rest.empty() && front_.size() < most_picture_front_bytes && needs_front())
        gather(most_picture_front_bytes);

    if (piece.size() >= type_tail_bytes) tail_.clear();
    const auto back = piece.last(std::min(piece.size(), type_tail_bytes));
    tail_.insert(tail_.end(), back.begin(), back.end());
    if (tail_.size() > type_tail_bytes)
        tail_.erase(tail_.begin(), tail_.end() - static_cast<std::ptrdiff_t>(type_tail_bytes));
}

SeenFile FileLook::finish() {
    SeenFile seen;
    seen.digests = digester_.finish();
    const std::span<const std::byte> front(front_);
    seen.type = type_of(front.first(std::min(front.size(), type_head_bytes)), tail_);
    if (what_ == LookFor::picture && class_of(seen.type) == TypeClass::picture)
        seen.picture = read_picture_facts(front, seen.type);
    if (what_ == LookFor::picture) {
        const std::string_view text(reinterpret_cast<const char*>(front.data()), front.size());
        const bool is_film = may_state(seen.type, StatedName::length);
        if (is_film) seen.says = film_.facts();
        if (seen.type == FileType::pdf && size_ == text.size()) seen.says = pdf_facts(text);
        if (!is_film && seen.type != FileType::pdf) seen.says = mail_facts(text, seen.type);
    }
    if (what_ == LookFor::words) {
        const std::string_view text(reinterpret_cast<const char*>(front.data()), front.size());
        if (size_ > most_words_ || size_ > text.size()) {
            seen.words = WordsFound::too_long;
        } else if (const auto words = holds_words_alone(text); words) {
            seen.words = WordsFound::alone;
        } else {
            seen.words = WordsFound::not_alone;
            seen.media = words.error();
        }
    }
    front_ = {};
    tail_ = {};
    return seen;
}

}  // namespace holdfast::evidence
