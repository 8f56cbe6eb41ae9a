// SPDX-License-Identifier: Apache-2.0
// libsodium counts in unsigned char, and takes no null pointer even where there is nothing to read; we hold std::byte,
// and an empty span may well be null.
#pragma once

#include <cstddef>
#include <span>

namespace holdfast::sealing {

inline const unsigned char* octets(std::span<const std::byte> bytes) noexcept {
    static constexpr unsigned char nothing = 0;
    return bytes.empty() ? &nothing : reinterpret_cast<const unsigned char*>(bytes.data());
}
/// `bytes` is not empty, or nothing is written.
inline unsigned char* writable_octets(std::span<std::byte> bytes) noexcept {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

}  // namespace holdfast::sealing
