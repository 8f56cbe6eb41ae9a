// SPDX-License-Identifier: Apache-2.0
// Drafts of messages with which a person prepares friends and family before an offender writes to them. The person
// changes and sends them; nothing is sent for anybody.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/guidance/plan.hpp"
#include "holdfast/guidance/text.hpp"

namespace holdfast::guidance {

enum class Addressee : std::uint8_t { friends, family, followers, work, school, receivers };
/// In the order of Addressee. "receivers" are those who got the picture already.
inline constexpr std::array<std::string_view, 6> addressee_names{"friends", "family", "followers",
                                                                 "work",    "school", "receivers"};
enum class Tone : std::uint8_t { brief, plain, warm, firm };
/// In the order of Tone.
inline constexpr std::array<std::string_view, 4> tone_names{"brief", "plain", "warm", "firm"};

struct MessageDraft {
    std::string id;
    Addressee to = Addressee::friends;
    Tone tone = Tone::plain;
    std::array<bool, audiences> from{};  ///< who may send it: adult, young, parent
    Text text;
    Text note;  ///< for whoever sends it; may be empty
};

/// Characters of a draft at most: three text messages.
inline constexpr std::size_t longest_message = 480;

/// Those that fit who asks: a parent's own, else those of the person whom it is about. In the order of the data.
[[nodiscard]] std::vector<std::size_t> fitting_messages(const std::vector<MessageDraft>& drafts, const Plan& plan);

}  // namespace holdfast::guidance
