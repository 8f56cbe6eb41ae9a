// SPDX-License-Identifier: Apache-2.0
// Threads for requests that touch the store, behind a queue of bounded length: what does not fit is refused at once
// instead of waiting behind work that its client has given up on.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace holdfast::server {

class WorkerPool {
  public:
    using Job = std::move_only_function<void()>;

    WorkerPool(unsigned threads, std::size_t most_waiting);
    /// Runs what is queued, then joins.
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// Takes a place in the queue that the next post() of this caller fills. False when the queue is full.
    [[nodiscard]] bool reserve() noexcept;
    /// Only after a reserve() that gave true.
    void post(Job job);

    [[nodiscard]] std::size_t waiting() const noexcept { return waiting_.load(std::memory_order_relaxed); }

  private:
    void run();

    const std::size_t most_waiting_;
    std::atomic<std::size_t> waiting_ = 0;  // reserved and not yet begun
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> jobs_;
    bool stopping_ = false;
    std::vector<std::jthread> threads_;
};

}  // namespace holdfast::server
