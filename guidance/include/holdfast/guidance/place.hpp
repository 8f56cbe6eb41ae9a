// SPDX-License-Identifier: Apache-2.0
// From a place to its police force. A council's name is exact; all else only shortens the list that a person picks
// from. Nothing here guesses, and 101 and 999 reach the right force from anywhere without it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "holdfast/guidance/directory.hpp"

namespace holdfast::guidance {

/// Longer texts find nothing. Bytes.
inline constexpr std::size_t longest_place = 200;
/// More candidates than this help nobody, and none are given.
inline constexpr std::size_t most_candidates = 12;

enum class PlaceWhy : std::uint8_t {
    council,       ///< the name of one council of today, in English or Welsh
    past_council,  ///< the name of one council that is no more; its successor is known
    part,          ///< part of names, or a name that several forces share
    postcode,      ///< the letters that a postcode begins with
    none,          ///< found nothing
};
/// "council", "past_council", "part", "postcode", "none".
[[nodiscard]] std::string_view to_text(PlaceWhy why) noexcept;

/// One council by its name.
struct ExactPlace {
    std::size_t force = 0;
    std::size_t council = 0;          ///< index into the force's councils: today's
    std::optional<std::size_t> past;  ///< index into the force's past councils, where it was found under such a name
};

struct PlaceCandidate {
    std::size_t force = 0;
    std::vector<std::size_t> councils;  ///< of the force's, whose names hold the text; empty for a postcode
};

struct PlaceMatch {
    PlaceWhy why = PlaceWhy::none;
    std::optional<ExactPlace> exact;  ///< with council and past_council alone
    std::vector<PlaceCandidate> candidates;
};

/// Looks a place up: a council's name as it is, without "City of", "Council" and the like, turned round, with or
/// without capitals, accents and punctuation; a postcode or how it begins. Cost: linear in the councils, below a
/// millisecond.
[[nodiscard]] PlaceMatch find_place(const Directory& directory, std::string_view text);

}  // namespace holdfast::guidance
