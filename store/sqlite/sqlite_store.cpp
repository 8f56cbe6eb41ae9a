// SPDX-License-Identifier: Apache-2.0
#include "sqlite_store.hpp"

namespace holdfast::store::sqlite {
namespace {

// More than this many readers at once are opened and closed as they come.
constexpr std::size_t most_idle_readers = 16;

}  // namespace

SqliteStore::SqliteStore(SqliteOptions options)
    : options_(std::move(options)), writer_(std::make_unique<Connection>(options_)) {}

SqliteStore::Loan SqliteStore::borrow() {
    {
        const std::lock_guard lock(lending_);
        if (!idle_readers_.empty()) {
            auto connection = std::move(idle_readers_.back());
            idle_readers_.pop_back();
            return {*this, std::move(connection)};
        }
    }
    return {*this, std::make_unique<Connection>(options_)};
}

SqliteStore::Loan::~Loan() {
    const std::lock_guard lock(store_.lending_);
    if (store_.idle_readers_.size() < most_idle_readers) store_.idle_readers_.push_back(std::move(connection_));
}

void SqliteStore::run(PendingWrite& mine) {
    std::unique_lock lock(queueing_);
    queue_.push_back(&mine);
    written_.wait(lock, [&] { return mine.done || !someone_writes_; });
    if (!mine.done) {
        // This thread writes for all who wait.
        someone_writes_ = true;
        const std::vector<PendingWrite*> batch = std::exchange(queue_, {});
        lock.unlock();
        {
            const std::lock_guard writing(writing_);
            write_together(batch);
        }
        lock.lock();
        for (PendingWrite* const each : batch) each->done = true;
        someone_writes_ = false;
        written_.notify_all();
    }
    if (mine.failure) std::rethrow_exception(mine.failure);
}

void SqliteStore::write_together(std::span<PendingWrite* const> batch) {
    try {
        Transaction transaction(*writer_, Transaction::Kind::write);
        for (PendingWrite* const each : batch) {
            writer_->prepare("SAVEPOINT one").run();
            try {
                each->work(*writer_);
                writer_->prepare("RELEASE one").run();
            } catch (...) {
                // A full disk or failed I/O has ended the whole transaction.
                if (!writer_->in_transaction()) throw;
                each->failure = std::current_exception();
                writer_->prepare("ROLLBACK TO one").run();
                writer_->prepare("RELEASE one").run();
            }
        }
        transaction.commit();
    } catch (...) {
        // Also for those that had failed by themselves: what they met may have been written by one of the others.
        for (PendingWrite* const each : batch) each->failure = std::current_exception();
    }
}

}  // namespace holdfast::store::sqlite
