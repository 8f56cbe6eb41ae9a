// SPDX-License-Identifier: Apache-2.0
// What a process that reads words sends: bytes. Up to 100 is how far it is, in percent; then one of the others, once.
#pragma once

#include <cstddef>
#include <cstdint>

namespace holdfast::cli {

inline constexpr std::uint8_t reader_whole = 100;
enum class ReaderWord : std::uint8_t {
    words = 200,  ///< followed by their length, four bytes, the lowest first, and the words
    no_reader,
    no_language,
    too_much_memory,
    unavailable,
    not_read,
};
inline constexpr std::size_t most_reader_bytes = std::size_t{1} << 20U;

}  // namespace holdfast::cli
