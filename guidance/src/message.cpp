// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/message.hpp"

namespace holdfast::guidance {

FittingMessages fitting_messages(const std::vector<MessageDraft>& drafts, const Guide& guide, const Answers& given) {
    const Plan plan = make_plan(guide, given);
    const Answers answers = complete_skipping(guide, given);
    const auto written_by = [&](Audience sender) {
        std::vector<std::size_t> fitting;
        for (std::size_t i = 0; i < drafts.size(); ++i) {
            const MessageDraft& draft = drafts[i];
            if (!draft.from[static_cast<std::size_t>(sender)]) continue;
            if (evaluate(draft.when, draft.unless, answers) == Truth::yes) fitting.push_back(i);
        }
        return fitting;
    };
    FittingMessages found{.drafts = written_by(plan.audience), .from = plan.audience};
    if (found.drafts.empty() && plan.audience != plan.person)
        found = {.drafts = written_by(plan.person), .from = plan.person, .for_another = true};
    return found;
}

}  // namespace holdfast::guidance
