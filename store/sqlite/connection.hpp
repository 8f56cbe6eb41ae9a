// SPDX-License-Identifier: Apache-2.0
// One SQLite connection with the settings that this store rests on, and its cache of prepared statements. Used by one
// thread at a time.
#pragma once

#include <sqlite3.h>

#include <string_view>
#include <unordered_map>

#include "holdfast/store/sqlite.hpp"
#include "statement.hpp"

namespace holdfast::store::sqlite {

/// "HFST": marks the file as ours.
inline constexpr std::int64_t application_id = 0x48465354;

class Connection {
  public:
    /// Opens an existing file. Throws Failure.
    explicit Connection(const SqliteOptions& options);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// `sql` must outlive the connection and never change (a literal, a static string): its address is the key of the
    /// cache.
    [[nodiscard]] Statement prepare(const char* sql);
    /// Runs any number of statements that are not worth caching.
    void execute(const char* sql);
    /// The first column of the first row.
    [[nodiscard]] std::int64_t number(const char* sql);

    [[nodiscard]] std::int64_t last_row() const noexcept { return sqlite3_last_insert_rowid(handle_); }
    [[nodiscard]] std::int64_t changes() const noexcept { return sqlite3_changes64(handle_); }
    [[nodiscard]] bool in_transaction() const noexcept { return sqlite3_get_autocommit(handle_) == 0; }
    [[nodiscard]] sqlite3* handle() const noexcept { return handle_; }
    void set_busy_timeout(std::chrono::milliseconds timeout) noexcept;

    /// Throws the Failure that an SQLite result code stands for, and reports what is not the caller's doing.
    [[noreturn]] void fail(int code) const;

  private:
    struct Cached {
        sqlite3_stmt* handle = nullptr;
        bool in_use = false;
    };
    [[nodiscard]] sqlite3_stmt* compile(const char* sql, unsigned flags) const;

    sqlite3* handle_ = nullptr;
    const SqliteOptions& options_;
    std::unordered_map<const char*, Cached> cache_;  // whose values stay in their place
};

/// Begins on construction, rolls back unless committed.
class Transaction {
  public:
    enum class Kind : std::uint8_t {
        read,   ///< one consistent state, waits for nobody
        write,  ///< takes the write lock at once
    };
    Transaction(Connection& connection, Kind kind);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

  private:
    Connection& connection_;
};

}  // namespace holdfast::store::sqlite
