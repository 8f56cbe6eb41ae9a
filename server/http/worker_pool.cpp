// SPDX-License-Identifier: Apache-2.0
#include "http/worker_pool.hpp"

namespace holdfast::server {

WorkerPool::WorkerPool(unsigned threads, std::size_t most_waiting) : most_waiting_(most_waiting) {
    threads_.reserve(threads);
    for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

WorkerPool::~WorkerPool() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    threads_.clear();
}

bool WorkerPool::reserve() noexcept {
    std::size_t now = waiting_.load(std::memory_order_relaxed);
    while (now < most_waiting_) {
        if (waiting_.compare_exchange_weak(now, now + 1, std::memory_order_relaxed)) return true;
    }
    return false;
}

void WorkerPool::post(Job job) {
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
}

void WorkerPool::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
        if (jobs_.empty()) return;
        Job job = std::move(jobs_.front());
        jobs_.pop_front();
        lock.unlock();
        waiting_.fetch_sub(1, std::memory_order_relaxed);
        job();
        job = nullptr;
        lock.lock();
    }
}

}  // namespace holdfast::server
