// SPDX-License-Identifier: Apache-2.0
// Texts and keys of one byte over and over, for tests.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "holdfast/sealing/secret.hpp"

namespace holdfast::sealing {

inline std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

inline Secret<32> key_of(std::byte value) {
    std::array<std::byte, 32> bytes;
    bytes.fill(value);
    return Secret<32>(bytes);
}

}  // namespace holdfast::sealing
