// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/item_number.hpp"

#include <sodium.h>

#include <cstring>
#include <utility>

#include "holdfast/sealing/digest.hpp"
#include "octets.hpp"

namespace holdfast::sealing {
namespace {

using Half = std::array<std::byte, 8>;

void mix(Half& into, const Half& from, std::span<const std::byte> round_key) noexcept {
    Half mask;
    crypto_shorthash_siphash24(writable_octets(mask), octets(from), from.size(), octets(round_key));
    for (std::size_t i = 0; i < into.size(); ++i) into[i] ^= mask[i];
}

std::pair<Half, Half> halves(const Id128& id) noexcept {
    std::pair<Half, Half> both;
    std::memcpy(both.first.data(), id.bytes.data(), 8);
    std::memcpy(both.second.data(), id.bytes.data() + 8, 8);
    return both;
}

Id128 joined(const Half& left, const Half& right) noexcept {
    Id128 id;
    std::memcpy(id.bytes.data(), left.data(), 8);
    std::memcpy(id.bytes.data() + 8, right.data(), 8);
    return id;
}

}  // namespace

ItemNumbers::ItemNumbers(const Secret<32>& key, const Id128& partner) noexcept {
    hkdf_sha256(key.bytes(), partner.bytes, "holdfast/v1/item-number", keys_.writable());
}

// Even rounds change the left half, odd ones the right: the same network as swapping halves each round.
Id128 ItemNumbers::number_of(const Id128& item) const noexcept {
    auto [left, right] = halves(item);
    for (std::size_t round = 0; round < rounds; ++round) {
        const auto round_key = keys_.bytes().subspan(round * round_key_bytes, round_key_bytes);
        if (round % 2 == 0) {
            mix(left, right, round_key);
        } else {
            mix(right, left, round_key);
        }
    }
    return joined(left, right);
}

Id128 ItemNumbers::item_of(const Id128& number) const noexcept {
    auto [left, right] = halves(number);
    for (std::size_t round = rounds; round-- > 0;) {
        const auto round_key = keys_.bytes().subspan(round * round_key_bytes, round_key_bytes);
        if (round % 2 == 0) {
            mix(left, right, round_key);
        } else {
            mix(right, left, round_key);
        }
    }
    return joined(left, right);
}

}  // namespace holdfast::sealing
