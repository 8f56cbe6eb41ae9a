// SPDX-License-Identifier: Apache-2.0
#include "read_messages.hpp"

#include <utility>

#include "entry_reader.hpp"
#include "guide_condition.hpp"
#include "holdfast/core/utf8.hpp"

namespace holdfast::guidance {

void read_messages(JsonObject top, const Guide& guide, std::vector<MessageDraft>& drafts) {
    const ConditionNames names{.guide = guide, .known = guide.questions.size() + guide.derived.size()};
    const auto entries = top.array("message", 1, most_entries);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        auto object = entries.object(i);
        MessageDraft draft;
        draft.id = read_new_id(object, drafts);
        draft.to = static_cast<Addressee>(object.word("to", addressee_names).value_or(0));
        draft.tone = static_cast<Tone>(object.word("tone", tone_names).value_or(0));
        for (const std::size_t sender : read_word_list(object, "from", audience_names, Need::required)) {
            draft.from[sender] = true;
        }
        draft.when = read_condition(object, "when", names);
        draft.unless = read_condition(object, "unless", names);
        draft.text = read_text(object, "text");
        draft.note = read_text(object, "note", Need::optional);
        for (const auto& words : draft.text.words) {
            if (utf8_length(words) > longest_message) object.fault("text", "must be at most 480 characters");
        }
        drafts.push_back(std::move(draft));
    }
}

}  // namespace holdfast::guidance
