// SPDX-License-Identifier: Apache-2.0
// Caps of the contract (docs/api/openapi.yaml states the same numbers).
#pragma once

#include <cstddef>
#include <cstdint>

namespace holdfast::server::api {

inline constexpr std::uint32_t items_per_submission = 100;
inline constexpr std::size_t signals_per_item = 4;
inline constexpr std::size_t signals_per_lookup = 256;
inline constexpr std::size_t banks_per_lookup = 64;
inline constexpr std::size_t signals_per_sighting = 16;
inline constexpr std::size_t content_id_bytes = 200;
inline constexpr std::size_t url_bytes = 2000;
inline constexpr std::uint32_t feed_page_default = 500;
inline constexpr std::uint32_t feed_page_most = 1000;
inline constexpr std::size_t sealed_bytes = 8192;
/// More than alerts can be: copies of withdrawn items stand beside them. The body's own limit takes so many.
inline constexpr std::size_t resealed_messages = 2000;

inline constexpr std::size_t kib = 1024;
inline constexpr std::size_t submission_body_bytes = 128 * kib;
inline constexpr std::size_t withdraw_body_bytes = 16 * kib;
inline constexpr std::size_t undo_body_bytes = 128 * kib;
inline constexpr std::size_t keys_body_bytes = 4096 * kib;
inline constexpr std::size_t lookup_body_bytes = 64 * kib;
inline constexpr std::size_t sighting_body_bytes = 16 * kib;
inline constexpr std::size_t feedback_body_bytes = 4 * kib;
inline constexpr std::size_t seal_body_bytes = 1 * kib;

}  // namespace holdfast::server::api
