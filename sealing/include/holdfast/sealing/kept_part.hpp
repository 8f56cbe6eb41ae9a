// SPDX-License-Identifier: Apache-2.0
// What is kept of evidence on the person's own device (docs/formats/draft.md, "Evidence"), part by part, under the
// case's draft key: whoever lacks what opens the case can neither read a part, nor change, swap, cut off or lengthen
// what is kept.
//
// Each file has a random id and with it a key of its own: HKDF(draft key, id, "holdfast/v1/draft-file" or
// "…/draft-state"). A part is ChaCha20-Poly1305 (RFC 8439) with the part's number and whether it is the last as its
// nonce, as age's payload.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <vector>

#include "holdfast/sealing/secret.hpp"

namespace holdfast::sealing {

inline constexpr std::size_t kept_id_bytes = 32;
inline constexpr std::size_t max_kept_part_bytes = std::size_t{1} << 20U;  ///< before sealing
inline constexpr std::size_t kept_tag_bytes = 16;  ///< so much longer is a part when it is sealed

enum class KeptKind : std::uint8_t {
    file,   ///< the content of an exhibit
    state,  ///< case and log, and which files belong to them
};

enum class KeptError : std::uint8_t {
    too_long,   ///< more than max_kept_part_bytes
    not_ours,   ///< not sealed with this key for this place, or altered
    malformed,  ///< too short to be a part
};

/// Which part of which file. `id` is fresh random for every file that is written; no part of it is sealed twice with
/// different content.
struct KeptPlace {
    KeptKind kind = KeptKind::file;
    std::span<const std::byte, kept_id_bytes> id;
    std::uint32_t number = 0;  ///< from 0
    bool is_last = false;
};

[[nodiscard]] std::expected<std::vector<std::byte>, KeptError> seal_kept_part(std::span<const std::byte> part,
                                                                              const Secret<32>& draft_key,
                                                                              const KeptPlace& place);
/// The caller wipes what it gets.
[[nodiscard]] std::expected<std::vector<std::byte>, KeptError> open_kept_part(std::span<const std::byte> sealed,
                                                                              const Secret<32>& draft_key,
                                                                              const KeptPlace& place);

}  // namespace holdfast::sealing
