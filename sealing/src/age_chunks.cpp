// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/age_chunks.hpp"

#include <algorithm>

#include "age_head.hpp"
#include "age_stream.hpp"
#include "age_wrap.hpp"

namespace holdfast::sealing {

std::expected<AgeChunks, AgeError> AgeChunks::open(std::span<const std::byte> front, std::uint64_t file_bytes,
                                                   std::span<const AgeIdentity> identities) {
    const auto within = front.first(std::min(front.size(), max_age_header_bytes));
    if (!may_begin_age(within)) return std::unexpected(AgeError::header_failure);
    HeaderEnd header_end;
    const auto header = header_end.find(within);
    if (!header)
        return std::unexpected(within.size() == max_age_header_bytes ? AgeError::header_too_long
                                                                     : AgeError::header_failure);
    const auto file_key = unlocked(within.first(*header), [identities](const std::vector<Stanza>& stanzas) {
        return unwrap_with_identities(stanzas, identities);
    });
    if (!file_key) return std::unexpected(file_key.error());
    const std::uint64_t start = *header + age_nonce_bytes;
    if (front.size() < start || file_bytes < start + sealed_extra_bytes)
        return std::unexpected(front.size() < start ? AgeError::header_failure : AgeError::payload_failure);
    AgeChunks chunks(payload_key(*file_key, front.subspan(*header, age_nonce_bytes)));
    chunks.start_ = start;
    chunks.bytes_ = file_bytes - start;
    chunks.count_ = (chunks.bytes_ + sealed_chunk_bytes - 1) / sealed_chunk_bytes;
    return chunks;
}

std::uint64_t AgeChunks::plain_bytes() const noexcept {
    // A last piece that is shorter than its own tag holds nothing.
    const std::uint64_t last = bytes_ % sealed_chunk_bytes;
    return bytes_ / sealed_chunk_bytes * age_chunk_bytes + (last > sealed_extra_bytes ? last - sealed_extra_bytes : 0);
}

AgeChunks::Place AgeChunks::place(std::uint64_t index) const noexcept {
    const std::uint64_t at = index * sealed_chunk_bytes;
    return {.offset = start_ + at,
            .bytes = static_cast<std::size_t>(std::min<std::uint64_t>(sealed_chunk_bytes, bytes_ - at))};
}

std::expected<void, AgeError> AgeChunks::read(std::uint64_t index, std::span<const std::byte> sealed,
                                              std::vector<std::byte>& out) const {
    const bool last = has_end_ && index + 1 == count_;
    const bool empty = sealed.size() == sealed_extra_bytes;  // allowed where the whole content is
    if (index >= count_ || sealed.size() != place(index).bytes || (empty && index > 0) ||
        !open_chunk(key_, index, last, sealed, out))
        return std::unexpected(AgeError::payload_failure);
    return {};
}

void AgeChunks::lose_last() noexcept {
    count_ = has_end_ ? bytes_ / sealed_chunk_bytes : count_ - 1;
    bytes_ = count_ * sealed_chunk_bytes;
    has_end_ = false;
}

}  // namespace holdfast::sealing
