// SPDX-License-Identifier: Apache-2.0
// Retention and erasure in the background: what is past its time goes every hour (cases that nobody opens, too), what
// was deleted leaves the write-ahead log within a minute, at once when there is little to do, and the unused parts of
// the database's pages once a day.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "holdfast/server/environment.hpp"
#include "holdfast/server/log.hpp"
#include "holdfast/store/store.hpp"
#include "jobs/case_retention.hpp"

namespace holdfast::server::jobs {

class Upkeep {
  public:
    Upkeep(store::Store& store, const Clock& clock, Log& log, CaseRetention& retention)
        : store_(store), clock_(clock), log_(log), retention_(retention) {}
    Upkeep(const Upkeep&) = delete;
    Upkeep& operator=(const Upkeep&) = delete;
    ~Upkeep() { stop(); }

    void start();
    void stop();
    /// Something was deleted: scrub soon. Thread safe, returns at once.
    void codes_left();

    static constexpr std::int64_t expire_every_millis = 3'600'000;
    static constexpr std::int64_t scrub_gap_millis = 5'000;  ///< at most one scrub in this time
    static constexpr std::int64_t retry_millis = 1'000;

    /// Does what is due and gives the milliseconds until the next thing is. What the thread runs; tests call it.
    [[nodiscard]] std::int64_t work();

  private:
    void run();
    [[nodiscard]] std::int64_t due_in() const;  // with the lock held

    store::Store& store_;
    const Clock& clock_;
    Log& log_;
    CaseRetention& retention_;

    std::mutex mutex_;
    std::condition_variable condition_;
    bool deleted_ = false;
    bool stopping_ = false;
    std::int64_t scrub_at_ = 0;   // steady milliseconds, earliest
    std::int64_t expire_at_ = 0;  // at once after a start
    std::thread thread_;
};

}  // namespace holdfast::server::jobs
