// SPDX-License-Identifier: Apache-2.0
// When a change may be seen in the feed: every item has its own delay, so that the items of one person do not stand
// together.
#pragma once

#include "api/context.hpp"

namespace holdfast::server::api {

[[nodiscard]] inline store::FeedTime feed_time(Context& context, UnixMillis now, std::int64_t spread_millis) {
    const auto delay = static_cast<std::int64_t>(
        random_below(context.parts.random, static_cast<std::uint64_t>(std::max<std::int64_t>(spread_millis, 0)) + 1));
    return {.visible = {now.value + delay}, .tie = random_u64(context.parts.random)};
}
[[nodiscard]] inline store::FeedTime feed_time_added(Context& context, UnixMillis now) {
    return feed_time(context, now, context.parts.settings.feed_added_spread_millis);
}
[[nodiscard]] inline store::FeedTime feed_time_removed(Context& context, UnixMillis now) {
    return feed_time(context, now, context.parts.settings.feed_removed_spread_millis);
}

}  // namespace holdfast::server::api
