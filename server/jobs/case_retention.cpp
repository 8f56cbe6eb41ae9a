// SPDX-License-Identifier: Apache-2.0
#include "jobs/case_retention.hpp"

#include <string>

namespace holdfast::server::jobs {
namespace {

constexpr std::uint32_t cases_a_step = 100;

}  // namespace

store::Result<std::uint64_t> CaseRetention::end_unopened() {
    std::uint64_t ended = 0;
    if (parts_.months == 0) return ended;
    const UnixMillis now = parts_.clock.now();
    const UnixMillis before = opened_at_latest(now, parts_.months);
    while (true) {
        const auto due = parts_.store.unopened_cases(before, cases_a_step);
        if (!due) return std::unexpected(due.error());
        for (const store::CaseView& view : *due) {
            store::CaseEnding ending{
                .submission = view.submission.id, .feed = {}, .unopened_since = before, .actor = "service", .at = now};
            for (const store::Item& item : view.items) {
                const auto spread = static_cast<std::uint64_t>(parts_.feed_removed_spread_millis) + 1;
                const auto delay = static_cast<std::int64_t>(random_below(parts_.random, spread));
                ending.feed.emplace_back(
                    item.id, store::FeedTime{.visible = {now.value + delay}, .tie = random_u64(parts_.random)});
            }
            const auto done = parts_.store.end_case(ending);
            // Opened or deleted by its person since it was listed: then it is no longer listed.
            const bool changed = !done && (done.error() == store::StoreError::not_allowed ||
                                           done.error() == store::StoreError::not_found);
            if (!done && !changed) return std::unexpected(done.error());
            ended += done ? 1 : 0;
        }
        if (due->size() < cases_a_step) break;
    }
    if (ended != 0) parts_.log.write(LogLevel::info, "cases.ended", {{"count", std::to_string(ended)}});
    return ended;
}

}  // namespace holdfast::server::jobs
