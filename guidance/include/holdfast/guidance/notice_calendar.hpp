// SPDX-License-Identifier: Apache-2.0
// Reminders as a calendar file (RFC 5545), at the person's wish. Whoever sees the calendar learns nothing: title and
// text are neutral, and no notice, recipient or reference is named.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "holdfast/core/identifier.hpp"
#include "holdfast/guidance/notice_book.hpp"

namespace holdfast::guidance {

/// Precondition: times is not empty (a calendar without events is none). One event of fifteen minutes at each time,
/// with an alarm, in order; the same time twice gives one event. `id` is drawn by the caller and makes the events'
/// names unique. Lines end with CRLF and are folded at 75 bytes, never inside a character.
[[nodiscard]] std::string calendar_file(const NoticeBook& book, std::span<const UnixMillis> times, UnixMillis now,
                                        const Id128& id, Language language);

}  // namespace holdfast::guidance
