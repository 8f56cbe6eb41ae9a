// SPDX-License-Identifier: Apache-2.0
#include "door_request.hpp"

namespace holdfast::guidance {

void ask_messages(const Handbook& handbook, Request& request, JsonWriter& to) {
    request.only();
    if (!request.faults.empty()) return;
    const FittingMessages found = fitting_messages(handbook.messages, handbook.guide, request.answers);
    to.key("messages").array();
    for (const std::size_t i : found.drafts) {
        const MessageDraft& draft = handbook.messages[i];
        to.object().key("id").value(draft.id);
        to.key("to").value(addressee_names[static_cast<std::size_t>(draft.to)]);
        to.key("tone").value(tone_names[static_cast<std::size_t>(draft.tone)]);
        write_text(to, "text", draft.text, request.reader.language);
        write_text(to, "note", draft.note, request.reader.language);
        to.end();
    }
    to.end();
    if (found.for_another) to.key("for").value(to_text(found.from));
}

}  // namespace holdfast::guidance
