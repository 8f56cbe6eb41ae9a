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

}  // namespace holdfast::store::sqlite
