// SPDX-License-Identifier: Apache-2.0
#include "jobs/upkeep.hpp"

#include <algorithm>
#include <chrono>
#include <string>

#include "jobs/contained.hpp"

namespace holdfast::server::jobs {

void Upkeep::start() {
    thread_ = std::thread([this] { run(); });
}

void Upkeep::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    condition_.notify_all();
    if (thread_.joinable()) {
        thread_.join();
    }
}

void Upkeep::codes_left() {
    {
        const std::lock_guard lock(mutex_);
        deleted_ = true;
    }
    condition_.notify_all();
}

std::int64_t Upkeep::work() {
    const std::int64_t now = clock_.steady_millis();
    std::unique_lock lock(mutex_);
    if (now >= expire_at_) {
        lock.unlock();
        const auto expired = contained([this] { return store_.expire(clock_.now()); });
        if (!expired) {
            log_.write(LogLevel::warning, "upkeep.expire_failed",
                       {{"reason", std::string(store::explain(expired.error()))}});
        }
        const auto ended = contained([this] { return retention_.end_unopened(); });
        if (!ended) {
            log_.write(LogLevel::warning, "upkeep.retention_failed",
                       {{"reason", std::string(store::explain(ended.error()))}});
        }
        const auto compacted = contained([this] { return store_.compact(clock_.now()); });
        if (!compacted) {
            log_.write(LogLevel::warning, "upkeep.compact_failed",
                       {{"reason", std::string(store::explain(compacted.error()))}});
        }
        lock.lock();
        expire_at_ = now + (expired && ended ? expire_every_millis : retry_millis * 60);
        deleted_ = deleted_ || expired.has_value() || compacted.has_value();
    }
    if (deleted_ && now >= scrub_at_) {
        deleted_ = false;  // before the scrub: what is deleted while it runs asks for another
        lock.unlock();
        const auto scrubbed = contained([this] { return store_.scrub(); });
        if (!scrubbed) {
            log_.write(LogLevel::warning, "upkeep.scrub_failed",
                       {{"reason", std::string(store::explain(scrubbed.error()))}});
        }
        lock.lock();
        deleted_ = deleted_ || !scrubbed;
        scrub_at_ = now + (scrubbed ? scrub_gap_millis : retry_millis);
    }
    return due_in();
}

std::int64_t Upkeep::due_in() const {
    const std::int64_t next = deleted_ ? std::min(scrub_at_, expire_at_) : expire_at_;
    return std::max<std::int64_t>(next - clock_.steady_millis(), 1);
}

void Upkeep::run() {
    while (true) {
        [[maybe_unused]] const std::int64_t pause = work();
        std::unique_lock lock(mutex_);
        const bool was_deleted = deleted_;  // also by what was deleted since work() looked
        condition_.wait_for(lock, std::chrono::milliseconds(due_in()),
                            [&] { return stopping_ || (deleted_ && !was_deleted); });
        if (stopping_) {
            return;
        }
    }
}

}  // namespace holdfast::server::jobs
