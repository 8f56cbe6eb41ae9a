// SPDX-License-Identifier: Apache-2.0
// The guard of a bank that everybody may submit to: which fingerprints are held back, and why.
//
// It keeps out what would make partners block pictures of people who have nothing to do with it. It cannot know whose
// picture a fingerprint comes from. The quality that comes with a signal is the submitter's word, so the other rules
// hold whatever it says.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "holdfast/core/fingerprint.hpp"

namespace holdfast::match {

enum class GuardReason : std::uint8_t {
    too_plain,      ///< quality below min_quality
    too_few_bits,   ///< fewer than fewest_bits
    too_many_bits,  ///< more than most_bits
    too_common,     ///< within max_partner_radius of a picture that anybody may have
};

inline constexpr std::array all_guard_reasons{GuardReason::too_plain, GuardReason::too_few_bits,
                                              GuardReason::too_many_bits, GuardReason::too_common};

/// PDQ sets a bit where a coefficient lies above the median: 128 of 256, unless values tie. All 583 fingerprints of
/// photographs and artwork that were measured have exactly 128 (data/ordinary/README.md); 16 either way leave room for
/// ties and for other people's software.
inline constexpr int fewest_bits = 112;
inline constexpr int most_bits = 144;

/// The machine word, such as "too_few_bits": what an item's reason holds.
[[nodiscard]] std::string_view to_text(GuardReason reason) noexcept;
/// The same for the person who submitted it: one plain sentence.
[[nodiscard]] std::string_view explain(GuardReason reason) noexcept;

/// Whether, and why, one signal is held back. Cost: about a microsecond.
[[nodiscard]] std::optional<GuardReason> judge(const Signal& signal) noexcept;
/// An item is held back when any of its signals is, for the reason of the first such one.
[[nodiscard]] std::optional<GuardReason> judge(std::span<const Signal> signals) noexcept;

/// How many of the ordinary pictures that the guard knows (data/ordinary) lie within `radius` of `code`. A picture of
/// one's own matches none; one match already stands for a thousandth of all pictures.
[[nodiscard]] int ordinary_matches(const Code256& code, int radius = max_partner_radius) noexcept;
/// The ordinary pictures themselves.
[[nodiscard]] std::span<const Code256> ordinary_codes() noexcept;

}  // namespace holdfast::match
