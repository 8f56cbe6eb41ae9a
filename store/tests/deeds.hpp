// SPDX-License-Identifier: Apache-2.0
// What a workload does, in words short enough for a pipe, and the values that it does it with.
#pragma once

#include <cstdint>

#include "sample.hpp"

namespace holdfast::store {

enum class Deed : std::uint8_t {
    submit,    ///< case n with its first item
    add,       ///< the second item of case n
    withdraw,  ///< item n, by its person
    restore,   ///< item n
    dispute,   ///< item n, by an operator: active until then
    release,   ///< item n, disputed until then
    expire,    ///< item n, for good
    rotate,    ///< new keys for case n: `detail` is their generation
    erase,     ///< case n, by its person
    end,       ///< case n, by an operator or retention
    match,     ///< the first item of case n is met, and its person alerted
    tidy,      ///< that alert is deleted
    feedback,  ///< on item n: `detail` is the verdict
    sighting,  ///< sighting n, of no case
    seal,      ///< seal n, of no case, into the public log
};
inline constexpr std::size_t kinds_of_deeds = 15;

struct Act {
    std::uint64_t n = 0;
    Deed deed = Deed::submit;
    std::uint8_t detail = 0;
};

/// Case n has item n, and at times item n + second_items.
inline constexpr std::uint64_t second_items = 1'000'000'000;
inline constexpr std::size_t items_a_case = 2;
constexpr std::uint64_t item_number(std::uint64_t n, std::size_t which) noexcept {
    return n + which * second_items;
}
constexpr std::uint64_t case_of(std::uint64_t item) noexcept {
    return item % second_items;
}
constexpr std::size_t which_of(std::uint64_t item) noexcept {
    return static_cast<std::size_t>(item / second_items);
}

/// Messages of case n, apart from the copies of withdrawn items (sample::withdrawal).
constexpr std::uint64_t alert_number(std::uint64_t n) noexcept {
    return n + 1'000'000'000'000;
}

/// The keys that case n has after so many rotations; with none, those of sample::submission.
struct CaseKeys {
    Digest256 read;
    Digest256 withdraw;
    std::array<std::byte, 32> mailbox;
};
inline constexpr unsigned most_rotations = 60;
inline CaseKeys keys_of(std::uint64_t n, unsigned generation) {
    if (generation == 0)
        return {.read = sample::digest(n, 1), .withdraw = sample::digest(n, 2), .mailbox = sample::bytes(n, 3)};
    const auto tag = static_cast<std::uint8_t>(32 + 3 * generation);
    return {.read = sample::digest(n, tag),
            .withdraw = sample::digest(n, static_cast<std::uint8_t>(tag + 1)),
            .mailbox = sample::bytes(n, static_cast<std::uint8_t>(tag + 2))};
}

/// What message number `m` looks like, sealed to the mailbox key of that generation.
inline std::vector<std::byte> sealed_message(std::uint64_t m, unsigned generation) {
    const auto sealed = sample::bytes(m + (std::uint64_t{generation} << 48U), 4);
    return {sealed.begin(), sealed.end()};
}
/// The number in a message's id.
inline std::uint64_t message_number(const Id128& id) noexcept {
    std::uint64_t m = 0;
    for (unsigned k = 8; k < 16; ++k) m = m << 8U | std::to_integer<std::uint64_t>(id.bytes[k]);
    return m;
}

}  // namespace holdfast::store
