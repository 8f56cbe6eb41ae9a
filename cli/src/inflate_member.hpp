// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace holdfast::cli {

/// Unpacks one member of a ZIP file (RFC 1951) that says it has `size` bytes; nothing where it has more, fewer, or is
/// damaged. Never writes more than `size` bytes, whatever it is given.
[[nodiscard]] std::optional<std::string> inflate_member(std::span<const std::byte> packed, std::uint64_t size);

}  // namespace holdfast::cli
