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

#include "holdfast/guidance/condition.hpp"
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
    Condition when;                      ///< over the guide's answers, as of steps
    Condition unless;
    Text text;
    Text note;  ///< for whoever sends it; may be empty
};

/// Characters of a draft at most: three text messages.
inline constexpr std::size_t longest_message = 480;

struct FittingMessages {
    std::vector<std::size_t> drafts;  ///< indices, in the order of the data
    Audience from = Audience::adult;  ///< in whose name they are written
    bool for_another = false;         ///< not for whoever asks: to be handed to the person
};

/// Those that fit who asks. An adviser, and whoever has none of their own (a friend, a parent of somebody grown up),
/// gets those of the person whom it is about. A question without an answer counts as its `skipped`.
[[nodiscard]] FittingMessages fitting_messages(const std::vector<MessageDraft>& drafts, const Guide& guide,
                                               const Answers& given);

}  // namespace holdfast::guidance
