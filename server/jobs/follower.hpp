// SPDX-License-Identifier: Apache-2.0
// Keeps this node's indexes and directory in step with the log, runs the matcher, and knows how far behind it may be.
//
// Lag is measured from the last moment at which everything then in the log had been applied: a node whose lag is at
// most `most_lag_millis` has let go of whatever was withdrawn that long ago.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "holdfast/index/fingerprint_index.hpp"
#include "holdfast/server/environment.hpp"
#include "holdfast/server/log.hpp"
#include "holdfast/store/store.hpp"
#include "jobs/directory.hpp"
#include "jobs/matcher.hpp"

namespace holdfast::server::jobs {

inline constexpr std::int64_t most_lag_millis = 1000;

struct FollowerParts {
    store::Store& store;
    index::FingerprintIndex& items;
    index::FingerprintIndex& sightings;
    Directory& directory;
    const Clock& clock;
    Random& random;
    Log& log;
    /// Called, if set, after codes left an index; short and thread safe.
    std::function<void()> codes_left;
};

class Follower {
  public:
    explicit Follower(FollowerParts parts);
    Follower(const Follower&) = delete;
    Follower& operator=(const Follower&) = delete;
    ~Follower();

    /// Fills indexes and directory from one consistent read of the store. Once, before anything else.
    [[nodiscard]] store::Result<void> load();
    /// Follows the log on a thread of its own, and matches on another, until stop().
    void start();
    void stop();

    /// Applies what the log has beyond what was applied, on the caller's thread. Any thread may.
    [[nodiscard]] store::Result<void> poll();
    /// Returns once `position` is applied on this node, true, or false after about `millis`. Wakes the matcher.
    bool settle(std::uint64_t position, std::int64_t millis);
    /// Runs the matcher up to what is applied, on the caller's thread. Used by the thread, and by tests without one.
    [[nodiscard]] store::Result<std::uint64_t> match();

    /// Whether this node may answer partners now.
    [[nodiscard]] bool fresh() const noexcept { return still_fresh(caught_up_at()); }
    /// Milliseconds since everything in the log was applied; -1 before that was so once.
    [[nodiscard]] std::int64_t lag_millis() const noexcept;
    /// When that was, in steady milliseconds; -1 before. What is read from the indexes after this call is as new as
    /// that, or newer.
    [[nodiscard]] std::int64_t caught_up_at() const noexcept { return caught_up_at_.load(); }
    /// Whether an answer may leave now that was read from the indexes when they were caught up at `then`.
    [[nodiscard]] bool still_fresh(std::int64_t then) const noexcept;
    [[nodiscard]] std::uint64_t applied() const noexcept { return applied_.load(); }
    [[nodiscard]] std::uint64_t matched() const noexcept { return matched_.load(); }
    [[nodiscard]] std::uint64_t matches_recorded() const noexcept { return recorded_.load(); }

  private:
    void follow();
    void keep_matching();
    /// Waits for a wake since `seen`, or a while; false when it is time to stop.
    [[nodiscard]] bool pause(std::uint64_t& seen);
    [[nodiscard]] store::Result<bool> apply_some();  // whether there is more
    void wake();

    FollowerParts parts_;
    Matcher matcher_;

    std::timed_mutex applying_;  // one thread applies at a time
    std::mutex matching_;
    std::atomic<std::uint64_t> applied_{0};
    std::atomic<std::uint64_t> matched_{0};
    std::atomic<std::uint64_t> recorded_{0};
    std::atomic<std::int64_t> caught_up_at_{-1};  // steady milliseconds

    std::mutex wake_mutex_;
    std::condition_variable wake_condition_;
    std::uint64_t wakes_ = 0;
    std::atomic<bool> stopping_{false};
    std::thread follow_thread_;
    std::thread match_thread_;  // of its own: a long backlog of matching must not make this node lag
};

}  // namespace holdfast::server::jobs
