// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/notice_track.hpp"

#include <algorithm>

#include "notice_letter.hpp"

namespace holdfast::guidance {
namespace {

constexpr std::int64_t millis_an_hour = 3'600'000;
// Times are kept where adding hours cannot overflow.
constexpr std::int64_t latest = std::int64_t{253'402'300'799'000};  // 9999-12-31T23:59:59Z

UnixMillis after(UnixMillis from, int hours) noexcept {
    return {.value = std::clamp<std::int64_t>(from.value, -latest, latest) + hours * millis_an_hour};
}

bool concerns(const NoticeNext& next, const SentNotice& sent) {
    NoticeFacts facts;
    facts.under_18 = sent.under_18;
    return next.concerns(sent.country, notice_answers(facts));
}

std::optional<UnixMillis> deadline_of(const NoticeRule& rule, UnixMillis at) noexcept {
    if (!rule.clock || rule.clock->from != ClockFrom::sent) return std::nullopt;
    return after(at, rule.clock->hours);
}

}  // namespace

Track track(const NoticeBook& book, const SentNotice& sent, UnixMillis now) {
    const NoticeRule& rule = book.rules[sent.rule];
    Track out;
    out.deadline = deadline_of(rule, sent.at);
    out.over = out.deadline && now >= *out.deadline;
    if (sent.answer == NoticeAnswer::removed) {
        out.state = TrackState::done;
        return out;
    }
    for (const NoticeNext& next : rule.next) {
        if (!concerns(next, sent)) continue;
        const UnixMillis at = after(sent.at, next.after_hours);
        if (sent.answer == NoticeAnswer::refused || now >= at) {
            out.due.push_back(&next);
        } else {
            if (!out.next_at) out.next_at = at;
            out.coming.push_back(&next);
        }
    }
    if (!out.due.empty() || out.over) out.state = TrackState::due;
    return out;
}

std::vector<UnixMillis> reminder_times(const NoticeBook& book, const SentNotice& sent) {
    const NoticeRule& rule = book.rules[sent.rule];
    std::vector<UnixMillis> times;
    if (const auto deadline = deadline_of(rule, sent.at)) times.push_back(*deadline);
    for (const NoticeNext& next : rule.next)
        if (concerns(next, sent)) times.push_back(after(sent.at, next.after_hours));
    std::ranges::sort(times);
    times.erase(std::ranges::unique(times).begin(), times.end());
    return times;
}

}  // namespace holdfast::guidance
