// SPDX-License-Identifier: Apache-2.0
// What a film or a sound in the ISO base media format (ISO/IEC 14496-12) or QuickTime says of itself in its moov box,
// wherever that stands: box sizes are followed while the bytes go by, and no more than one small box is kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "holdfast/evidence/stated_facts.hpp"

namespace holdfast::evidence {

/// Of mvhd, udta and meta, the only boxes that are looked into; a longer one is passed over.
inline constexpr std::size_t most_film_box = std::size_t{256} << 10U;

class FilmLook {
  public:
    /// Any bytes, in pieces of any size. Cost: linear in moov's small boxes, nothing for what is passed over.
    void take(std::span<const std::byte> piece);
    /// What was found so far; damage ends the reading, what was found before it stands.
    [[nodiscard]] const StatedFacts& facts() const noexcept { return facts_; }

  private:
    void begin_box();
    void end_box();
    std::string head_;          // of the box that begins: 8 bytes, or 16
    std::string box_;           // content of one that is kept
    std::uint64_t skip_ = 0;    // bytes to pass over
    std::uint64_t wanted_ = 0;  // bytes that box_ lacks
    std::uint64_t moov_ = 0;    // bytes of moov not gone by
    bool in_moov_ = false;
    bool over_ = false;
    StatedFacts facts_;
};

}  // namespace holdfast::evidence
