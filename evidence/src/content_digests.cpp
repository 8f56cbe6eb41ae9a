// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/content_digests.hpp"

#include <algorithm>

namespace holdfast::evidence {

void ContentHasher::update(std::span<const std::byte> piece) {
    // In steps that stay in the first cache, so that memory is read once and not three times.
    constexpr std::size_t step = 16U << 10U;
    size_ += piece.size();
    while (!piece.empty()) {
        const auto part = piece.first(std::min(step, piece.size()));
        piece = piece.subspan(part.size());
        sha256_.update(part);
        sha512_.update(part);
        crc32_ = crc32(crc32_, part);
    }
}

ContentDigests ContentHasher::finish() {
    const ContentDigests digests = {
        .size = size_, .sha256 = sha256_.finish(), .sha512 = sha512_.finish(), .crc32 = crc32_};
    size_ = 0;
    crc32_ = crc32_of_nothing;
    return digests;
}

ContentDigests digests_of(std::span<const std::byte> content) {
    ContentHasher hasher;
    hasher.update(content);
    return hasher.finish();
}

}  // namespace holdfast::evidence
