// SPDX-License-Identifier: Apache-2.0
// The banked codes of the load test and the queries that meet them: made from their number, so that the two halves of
// the tool agree without a file between them.
#pragma once

#include <bit>
#include <cstdint>

#include "holdfast/core/fingerprint.hpp"
#include "holdfast/sealing/access_token.hpp"

namespace holdfast::server::load {

/// SplitMix64: the number's own mixing step, good enough for test data.
constexpr std::uint64_t mix(std::uint64_t x) noexcept {
    x += 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31U);
}

/// Half the bits set, as PDQ's are.
constexpr Code256 banked_code(std::uint64_t number) noexcept {
    Code256 code;
    for (unsigned i = 0; i < 4; ++i) code.words[i] = mix(number * 4 + i);
    return code;
}

/// A code `distance` bits (0..255) from a banked one; the bits depend on `salt`.
constexpr Code256 near_code(std::uint64_t number, unsigned distance, std::uint64_t salt) noexcept {
    Code256 code = banked_code(number);
    Code256 flipped;
    for (std::uint64_t i = 0; static_cast<unsigned>(flipped.popcount()) < distance; ++i) {
        flipped.set_bit(static_cast<unsigned>(mix(salt * 1000 + i) % 256));
    }
    for (unsigned i = 0; i < 4; ++i) code.words[i] ^= flipped.words[i];
    return code;
}

/// A code that no banked one is near, but for a chance that can be left out of account.
constexpr Code256 stranger_code(std::uint64_t salt) noexcept {
    return banked_code(~salt);
}

/// The API key of the load test's partner: of no use anywhere else.
inline sealing::SecretText partner_key() {
    std::array<std::byte, 32> bytes{};
    for (unsigned i = 0; i < 32; ++i) bytes[i] = static_cast<std::byte>(mix(i) & 0xffU);
    return sealing::to_api_key(sealing::Secret<32>(bytes));
}

/// Fills a new database in `folder` with `items` codes and the partner. Gives whether it could; says why not.
bool prepare(const char* folder, std::uint64_t items);

}  // namespace holdfast::server::load
