// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/draft_seal.hpp"

#include <sodium.h>

#include <algorithm>

#include "octets.hpp"
#include "padding.hpp"

namespace holdfast::sealing {

static_assert(draft_nonce_bytes == crypto_secretbox_NONCEBYTES);
static_assert(draft_overhead_bytes == crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES);

std::expected<std::vector<std::byte>, DraftError> seal_draft(std::span<const std::byte> text, const Secret<32>& key,
                                                             std::span<const std::byte, draft_nonce_bytes> nonce) {
    if (padded_size(text.size(), draft_block_bytes) > max_draft_bytes) return std::unexpected(DraftError::too_long);
    std::vector<std::byte> padded = with_padding(text, draft_block_bytes);
    std::vector<std::byte> sealed(padded.size() + draft_overhead_bytes);
    std::ranges::copy(nonce, sealed.begin());
    crypto_secretbox_easy(writable_octets(std::span(sealed).subspan(draft_nonce_bytes)), octets(padded), padded.size(),
                          octets(nonce), octets(key.bytes()));
    wipe(padded);
    return sealed;
}

std::expected<std::vector<std::byte>, DraftError> open_draft(std::span<const std::byte> sealed, const Secret<32>& key) {
    if (sealed.size() > max_draft_bytes + draft_overhead_bytes) return std::unexpected(DraftError::too_long);
    if (sealed.size() < draft_overhead_bytes + draft_block_bytes) return std::unexpected(DraftError::malformed);
    const auto boxed = sealed.subspan(draft_nonce_bytes);
    std::vector<std::byte> text(sealed.size() - draft_overhead_bytes);
    if (crypto_secretbox_open_easy(writable_octets(text), octets(boxed), boxed.size(),
                                   octets(sealed.first(draft_nonce_bytes)), octets(key.bytes())) != 0)
        return std::unexpected(DraftError::not_ours);
    const auto size = size_without_padding(text, draft_block_bytes);
    if (!size) {
        wipe(text);
        return std::unexpected(DraftError::malformed);
    }
    text.resize(*size);
    return text;
}

}  // namespace holdfast::sealing
