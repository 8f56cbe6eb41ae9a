// SPDX-License-Identifier: Apache-2.0
// Work on many inputs at once, results in the order of the inputs.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace holdfast::cli {

/// Calls `work(i)` for i in 0 .. count - 1 on `jobs` threads, and `consume(i, result)` on this thread, in order. At
/// most four results a thread wait to be consumed, so memory stays bounded. Stops taking new inputs once `stop()` is
/// true. Gives the number consumed; neither function may throw.
template <class Work, class Consume, class Stop>
std::size_t ordered_parallel(std::size_t count, unsigned jobs, Work work, Consume consume, Stop stop) {
    using Result = decltype(work(std::size_t{0}));
    std::mutex mutex;
    std::condition_variable ready;  // a result came in, or a thread ended
    std::condition_variable room;   // a result was consumed
    std::map<std::size_t, Result> results;
    std::size_t next = 0;
    std::size_t consumed = 0;
    const std::size_t threads = std::clamp<std::size_t>(jobs, 1, std::max<std::size_t>(count, 1));
    std::size_t running = threads;

    const auto run = [&] {
        std::unique_lock lock(mutex);
        while (true) {
            room.wait(lock, [&] { return next >= count || next < consumed + 4 * threads || stop(); });
            if (next >= count || stop()) break;
            const std::size_t mine = next++;
            lock.unlock();
            Result result = work(mine);
            lock.lock();
            results.emplace(mine, std::move(result));
            ready.notify_one();
        }
        --running;
        ready.notify_one();
        room.notify_all();
    };
    std::vector<std::jthread> pool;
    pool.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i) pool.emplace_back(run);

    std::unique_lock lock(mutex);
    while (true) {
        ready.wait(lock, [&] { return results.contains(consumed) || running == 0; });
        const auto found = results.find(consumed);
        if (found == results.end()) break;
        Result result = std::move(found->second);
        results.erase(found);
        lock.unlock();
        consume(consumed, std::move(result));
        lock.lock();
        ++consumed;
        room.notify_all();
    }
    return consumed;
}

}  // namespace holdfast::cli
