// SPDX-License-Identifier: Apache-2.0
#include "jobs/follower.hpp"

#include <chrono>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "jobs/contained.hpp"

namespace holdfast::server::jobs {
namespace {

constexpr std::chrono::milliseconds poll_interval{60};
constexpr std::uint32_t events_a_poll = 1024;
constexpr std::size_t load_batch = 8192;

index::Change put(const Id128& owner, std::uint32_t group, const std::vector<Signal>& signals) {
    index::Change change{.kind = index::Change::Kind::put, .owner = owner, .entries = {}};
    change.entries.reserve(signals.size());
    for (const Signal& signal : signals) {
        change.entries.push_back({.code = signal.code, .owner = owner, .group = group, .kind = signal.kind});
    }
    return change;
}

index::Change remove(const Id128& owner) {
    return {.kind = index::Change::Kind::remove, .owner = owner, .entries = {}};
}

}  // namespace

Follower::Follower(FollowerParts parts)
    : parts_(std::move(parts)),
      matcher_(parts_.store, parts_.items, parts_.sightings, parts_.directory, parts_.clock, parts_.random,
               parts_.log) {}

Follower::~Follower() {
    stop();
}

store::Result<void> Follower::load() {
    const std::lock_guard lock(applying_);
    const std::int64_t began = parts_.clock.steady_millis();
    std::vector<index::Change> items;
    std::vector<index::Change> sightings;
    const auto position = parts_.store.snapshot(
        [&](const store::Item& item) {
            items.push_back(put(item.id, item.bank, item.signals));
            if (items.size() == load_batch) {
                parts_.items.apply(items, 0);
                items.clear();
            }
        },
        [&](const store::Sighting& sighting) {
            sightings.push_back(put(sighting.id, 0, sighting.signals));
            if (sightings.size() == load_batch) {
                parts_.sightings.apply(sightings, 0);
                sightings.clear();
            }
        });
    if (!position) {
        return std::unexpected(position.error());
    }
    parts_.items.apply(items, *position);
    parts_.sightings.apply(sightings, *position);
    // Read after the snapshot: at least as new, and its later events reload it.
    if (const auto reloaded = parts_.directory.reload(parts_.store); !reloaded) {
        return reloaded;
    }
    applied_ = *position;
    caught_up_at_ = began;
    return {};
}

void Follower::start() {
    follow_thread_ = std::thread([this] { follow(); });
    match_thread_ = std::thread([this] { keep_matching(); });
}

void Follower::stop() {
    {
        const std::lock_guard lock(wake_mutex_);
        stopping_ = true;
    }
    wake_condition_.notify_all();
    for (std::thread* each : {&follow_thread_, &match_thread_}) {
        if (each->joinable()) {
            each->join();
        }
    }
}

bool Follower::pause(std::uint64_t& seen) {
    std::unique_lock lock(wake_mutex_);
    wake_condition_.wait_for(lock, poll_interval, [&] { return wakes_ != seen || stopping_; });
    seen = wakes_;
    return !stopping_;
}

void Follower::follow() {
    std::uint64_t seen = 0;
    do {
        const std::uint64_t before = applied_.load();
        if (const auto polled = contained([this] { return poll(); }); !polled) {
            parts_.log.write(LogLevel::warning, "follower.poll_failed",
                             {{"reason", std::string(store::explain(polled.error()))}});
        } else if (applied_.load() != before) {
            wake();
        }
    } while (pause(seen));
}

void Follower::keep_matching() {
    std::uint64_t seen = 0;
    do {
        if (const auto matched = contained([this] { return match(); });
            !matched && matched.error() != store::StoreError::conflict) {
            // A conflict is a key rotated meanwhile: the next round seals again.
            parts_.log.write(LogLevel::warning, "matcher.failed",
                             {{"reason", std::string(store::explain(matched.error()))}});
        }
    } while (pause(seen));
}

void Follower::wake() {
    {
        const std::lock_guard lock(wake_mutex_);
        ++wakes_;
    }
    wake_condition_.notify_all();
}

store::Result<void> Follower::poll() {
    const std::lock_guard lock(applying_);
    while (true) {
        const auto more = apply_some();
        if (!more) {
            return std::unexpected(more.error());
        }
        if (!*more) {
            return {};
        }
    }
}

store::Result<bool> Follower::apply_some() {
    const std::int64_t began = parts_.clock.steady_millis();
    const auto events = parts_.store.events_after(applied_.load(), events_a_poll);
    if (!events) {
        return std::unexpected(events.error());
    }
    if (!events->empty()) {
        // What is read below is at least as new as the event that named it, so each subject is read once.
        std::set<Id128> item_ids;
        std::set<Id128> sighting_ids;
        bool directory_changed = false;
        for (const store::Event& event : *events) {
            switch (event.kind) {
                case store::EventKind::item_added:
                case store::EventKind::item_changed:
                    item_ids.insert(event.subject);
                    break;
                case store::EventKind::sighting_added:
                case store::EventKind::sighting_gone:
                    sighting_ids.insert(event.subject);
                    break;
                case store::EventKind::bank_changed:
                case store::EventKind::partner_changed:
                    directory_changed = true;
                    break;
                case store::EventKind::case_erased:
                    break;  // each of its items has an event of its own
            }
        }
        bool left = false;
        std::vector<index::Change> items;
        items.reserve(item_ids.size());
        for (const Id128& id : item_ids) {
            const auto item = parts_.store.item(id);
            if (!item) {
                return std::unexpected(item.error());
            }
            const bool active = *item && (*item)->state == store::ItemState::active;
            items.push_back(active ? put(id, (*item)->bank, (*item)->signals) : remove(id));
            left = left || !active;
        }
        std::vector<index::Change> sightings;
        sightings.reserve(sighting_ids.size());
        for (const Id128& id : sighting_ids) {
            const auto sighting = parts_.store.sighting(id);
            if (!sighting) {
                return std::unexpected(sighting.error());
            }
            sightings.push_back(*sighting ? put(id, 0, (*sighting)->signals) : remove(id));
            left = left || !*sighting;
        }
        if (directory_changed) {
            if (const auto reloaded = parts_.directory.reload(parts_.store); !reloaded) {
                return std::unexpected(reloaded.error());
            }
        }
        const std::uint64_t position = events->back().position;
        parts_.items.apply(items, position);
        parts_.sightings.apply(sightings, position);
        applied_ = position;
        if (left && parts_.codes_left) {
            parts_.codes_left();
        }
    }
    const bool more = events->size() >= events_a_poll;
    if (!more) {
        caught_up_at_ = began;
    }
    return more;
}

bool Follower::settle(std::uint64_t position, std::int64_t millis) {
    const std::int64_t deadline = parts_.clock.steady_millis() + millis;
    while (applied_.load() < position) {
        const std::int64_t left = deadline - parts_.clock.steady_millis();
        std::unique_lock lock(applying_, std::defer_lock);
        if (left <= 0 || !lock.try_lock_for(std::chrono::milliseconds(left))) {
            break;
        }
        if (applied_.load() < position && !contained([this] { return apply_some(); })) {
            break;  // the thread tries again and logs it
        }
    }
    wake();
    return applied_.load() >= position;
}

store::Result<std::uint64_t> Follower::match() {
    const std::lock_guard lock(matching_);
    std::uint64_t recorded = 0;
    while (true) {
        const auto step = matcher_.step(applied_.load());
        if (!step) {
            return std::unexpected(step.error());
        }
        recorded += step->recorded;
        recorded_ += step->recorded;
        matched_ = step->position;
        if (!step->more || stopping_) {
            return recorded;
        }
    }
}

std::int64_t Follower::lag_millis() const noexcept {
    const std::int64_t caught_up = caught_up_at();
    return caught_up < 0 ? -1 : parts_.clock.steady_millis() - caught_up;
}

bool Follower::still_fresh(std::int64_t then) const noexcept {
    return then >= 0 && parts_.clock.steady_millis() - then <= most_lag_millis;
}

}  // namespace holdfast::server::jobs
