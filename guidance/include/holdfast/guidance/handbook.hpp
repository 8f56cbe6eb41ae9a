// SPDX-License-Identifier: Apache-2.0
// All that the guide's blob holds, read once: questions and steps, the directory that they refer to, the rules of
// notices, and drafts of messages.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <string_view>
#include <vector>

#include "holdfast/guidance/directory.hpp"
#include "holdfast/guidance/guide.hpp"
#include "holdfast/guidance/message.hpp"
#include "holdfast/guidance/notice_book.hpp"

namespace holdfast::guidance {

/// Of two editions the one with the higher number is the newer.
struct Edition {
    std::uint32_t number = 0;  ///< from 1
    std::chrono::sys_days day;
};

struct Handbook {
    Edition edition;
    Guide guide;
    Directory directory;
    NoticeBook notices;
    std::vector<MessageDraft> messages;
};

/// Reads a blob (docs/formats/guidance.md). Every reference is resolved, those between its parts too; each
/// fault is named by its JSON pointer. Cost: linear in the blob.
[[nodiscard]] std::expected<Handbook, GuideFault> read_handbook(std::string_view blob);

}  // namespace holdfast::guidance
