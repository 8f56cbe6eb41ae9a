// SPDX-License-Identifier: Apache-2.0
// What a partner sees instead of an item's identifier: a keyed permutation of it that differs for each partner, so that
// two partners cannot join their lists by number.
//
// A balanced Feistel network of six rounds over two 64-bit halves, SipHash-2-4 as round function, round keys from
// HKDF-SHA-256(key, salt = partner, info "holdfast/v1/item-number"). Four rounds already make a strong pseudorandom
// permutation (Luby and Rackoff 1988). Text form: to_hex, 32 digits.
#pragma once

#include <array>
#include <cstddef>

#include "holdfast/core/identifier.hpp"
#include "holdfast/sealing/secret.hpp"

namespace holdfast::sealing {

class ItemNumbers {
  public:
    /// `key` is one secret of the installation.
    ItemNumbers(const Secret<32>& key, const Id128& partner) noexcept;

    [[nodiscard]] Id128 number_of(const Id128& item) const noexcept;
    [[nodiscard]] Id128 item_of(const Id128& number) const noexcept;

  private:
    static constexpr std::size_t rounds = 6;
    static constexpr std::size_t round_key_bytes = 16;
    Secret<rounds * round_key_bytes> keys_;
};

}  // namespace holdfast::sealing
