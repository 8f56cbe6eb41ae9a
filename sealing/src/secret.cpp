// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/secret.hpp"

#include <sodium.h>

#include "octets.hpp"

namespace holdfast::sealing {

void wipe(std::span<std::byte> bytes) noexcept {
    sodium_memzero(bytes.data(), bytes.size());
}

void wipe(std::string& text) noexcept {
    text.resize(text.capacity());  // never reallocates; reaches bytes that an earlier, longer content left behind
    sodium_memzero(text.data(), text.size());
    text.clear();
}

void wipe(std::vector<std::byte>& bytes) noexcept {
    bytes.resize(bytes.capacity());
    wipe(std::span(bytes));
    bytes.clear();
}

bool constant_time_equal(std::span<const std::byte> a, std::span<const std::byte> b) noexcept {
    return a.size() == b.size() && sodium_memcmp(octets(a), octets(b), a.size()) == 0;
}

}  // namespace holdfast::sealing
