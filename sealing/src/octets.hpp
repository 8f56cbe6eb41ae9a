// SPDX-License-Identifier: Apache-2.0
// libsodium counts in unsigned char; we hold std::byte.
#pragma once

#include <cstddef>
#include <span>

namespace holdfast::sealing {

inline const unsigned char* octets(std::span<const std::byte> bytes) noexcept {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
inline unsigned char* writable_octets(std::span<std::byte> bytes) noexcept {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

}  // namespace holdfast::sealing
