// SPDX-License-Identifier: Apache-2.0
// The drafts of messages, read from the blob.
#pragma once

#include <vector>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/guidance/guide.hpp"
#include "holdfast/guidance/message.hpp"

namespace holdfast::guidance {

/// Conditions of drafts name the questions of `guide`.
void read_messages(JsonObject top, const Guide& guide, std::vector<MessageDraft>& drafts);

}  // namespace holdfast::guidance
