// SPDX-License-Identifier: Apache-2.0
// What was sent, when and to whom, and how it stands at a moment.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "holdfast/core/identifier.hpp"
#include "holdfast/guidance/notice_book.hpp"

namespace holdfast::guidance {

enum class NoticeAnswer : std::uint8_t {
    none,
    receipt,  ///< they wrote that it arrived; the clock runs on
    removed,
    refused,  ///< or said that it breaks no rule: what comes next is due at once
};
inline constexpr std::array<std::string_view, 4> notice_answer_names{"none", "receipt", "removed", "refused"};

/// One notice that was sent. To whom and by what proof is the caller's to keep; it changes nothing here.
struct SentNotice {
    std::size_t rule = 0;  ///< index into the book's rules
    UnixMillis at;
    NoticeAnswer answer = NoticeAnswer::none;
    NoticeAge under_18 = NoticeAge::unsure;
    std::string_view country;  ///< id; empty: not known
};

enum class TrackState : std::uint8_t {
    waiting,  ///< nothing is due
    due,      ///< something to do next is due
    done,     ///< removed: nothing is left but to look whether it comes back
};
inline constexpr std::array<std::string_view, 3> track_state_names{"waiting", "due", "done"};

struct Track {
    TrackState state = TrackState::waiting;
    std::optional<UnixMillis> deadline;     ///< by the law's clock, counted from sending; none where no clock runs
    bool over = false;                      ///< the deadline has passed
    std::vector<const NoticeNext*> due;     ///< points into the book
    std::vector<const NoticeNext*> coming;  ///< the next ones, soonest first
    std::optional<UnixMillis> next_at;      ///< when the first of `coming` is due
};

/// How `sent` stands at `now`. A moment before sending counts as the moment of sending.
[[nodiscard]] Track track(const NoticeBook& book, const SentNotice& sent, UnixMillis now);

/// When something is due or a clock ends: the times for reminders.
[[nodiscard]] std::vector<UnixMillis> reminder_times(const NoticeBook& book, const SentNotice& sent);

}  // namespace holdfast::guidance
