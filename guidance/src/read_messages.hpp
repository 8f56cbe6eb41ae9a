// SPDX-License-Identifier: Apache-2.0
// The drafts of messages, read from the blob.
#pragma once

#include <vector>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/guidance/message.hpp"

namespace holdfast::guidance {

void read_messages(JsonObject top, std::vector<MessageDraft>& drafts);

}  // namespace holdfast::guidance
