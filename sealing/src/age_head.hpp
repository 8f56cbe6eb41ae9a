// SPDX-License-Identifier: Apache-2.0
// From the header of an age file to the key of its payload: what both ways of reading share.
#pragma once

#include <algorithm>
#include <cstddef>
#include <expected>
#include <span>
#include <string_view>

#include "age_header.hpp"
#include "age_wrap.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::sealing {

/// Between header and payload.
inline constexpr std::size_t age_nonce_bytes = 16;

[[nodiscard]] inline std::string_view age_text(std::span<const std::byte> bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Whether `start`, as far as it goes, is the start of an age file.
[[nodiscard]] inline bool may_begin_age(std::span<const std::byte> start) noexcept {
    const std::size_t known = std::min(start.size(), age_version_line.size());
    return age_text(start).substr(0, known) == age_version_line.substr(0, known);
}

/// The file key of a whole header, whose MAC it is then held against. `unwrap` takes the stanzas.
template <class Unwrap>
[[nodiscard]] std::expected<FileKey, AgeError> unlocked(std::span<const std::byte> header_bytes, const Unwrap& unwrap) {
    const auto header = parse_age_header(age_text(header_bytes));
    if (!header) return std::unexpected(header.error());
    auto unwrapped = unwrap(header->stanzas);
    if (!unwrapped) return unwrapped;
    const auto mac = header_mac(age_text(header_bytes).substr(0, header->mac_covers), unwrapped->bytes());
    if (!constant_time_equal(mac, header->mac)) return std::unexpected(AgeError::hmac_failure);
    return unwrapped;
}

[[nodiscard]] inline Secret<32> payload_key(const FileKey& file_key, std::span<const std::byte> nonce) noexcept {
    Secret<32> key;
    hkdf_sha256(file_key.bytes(), nonce, "payload", key.writable());
    return key;
}

}  // namespace holdfast::sealing
