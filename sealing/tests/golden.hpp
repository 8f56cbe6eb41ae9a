// SPDX-License-Identifier: Apache-2.0
// Reads vectors/sealing/*.json, made by make.py beside them.
#pragma once

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "holdfast/core/hex.hpp"
#include "holdfast/sealing/base64.hpp"
#include "holdfast/sealing/secret.hpp"

namespace holdfast::sealing {

inline simdjson::dom::array golden(simdjson::dom::parser& parser, const std::string& name) {
    const simdjson::dom::element file = parser.load(std::string(HOLDFAST_VECTORS "/sealing/") + name + ".json");
    return file["vectors"];
}

inline std::string text(simdjson::dom::element vector, std::string_view name) {
    return std::string(std::string_view(vector[name]));
}

inline std::vector<std::byte> hex_bytes(simdjson::dom::element vector, std::string_view name) {
    const std::string digits = text(vector, name);
    std::vector<std::byte> bytes(digits.size() / 2);
    EXPECT_TRUE(from_hex(digits, bytes)) << name;
    return bytes;
}

template <std::size_t N>
std::array<std::byte, N> sized(std::span<const std::byte> bytes) {
    std::array<std::byte, N> copy{};
    EXPECT_EQ(bytes.size(), N);
    std::copy_n(bytes.begin(), std::min(N, bytes.size()), copy.begin());
    return copy;
}

template <std::size_t N>
std::array<std::byte, N> hex_array(simdjson::dom::element vector, std::string_view name) {
    return sized<N>(hex_bytes(vector, name));
}

inline std::string hex(std::span<const std::byte> bytes) {
    return to_hex(bytes);
}
inline std::string b64url(std::span<const std::byte> bytes) {
    return to_base64(bytes, Base64Form::url);
}

}  // namespace holdfast::sealing
