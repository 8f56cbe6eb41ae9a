// SPDX-License-Identifier: Apache-2.0
// Which of the stored forms of a file to send (RFC 9110 section 12.5.3).
#pragma once

#include <cstdint>
#include <string_view>

namespace holdfast::server {

enum class Coding : std::uint8_t { identity, gzip, brotli };

/// The best of those at hand that `accept_encoding` allows: brotli before gzip before none at equal weight. Identity
/// when it allows none of them, or cannot be read: every client can take that.
[[nodiscard]] Coding choose_coding(std::string_view accept_encoding, bool has_gzip, bool has_brotli) noexcept;

}  // namespace holdfast::server
