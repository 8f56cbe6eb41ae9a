// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/message.hpp"

namespace holdfast::guidance {

std::vector<std::size_t> fitting_messages(const std::vector<MessageDraft>& drafts, const Plan& plan) {
    const Audience sender = plan.audience == Audience::adviser ? plan.person : plan.audience;
    std::vector<std::size_t> fitting;
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        if (drafts[i].from[static_cast<std::size_t>(sender)]) fitting.push_back(i);
    }
    return fitting;
}

}  // namespace holdfast::guidance
