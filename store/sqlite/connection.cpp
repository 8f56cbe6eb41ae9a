// SPDX-License-Identifier: Apache-2.0
#include "connection.hpp"

#include <cerrno>
#include <string>
#include <system_error>

namespace holdfast::store::sqlite {
namespace {

StoreError meaning(int extended, int system_errno) noexcept {
    switch (extended & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return StoreError::busy;
        case SQLITE_FULL:
            return StoreError::disk_full;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return StoreError::corrupt;
        case SQLITE_CONSTRAINT:
            if (extended == SQLITE_CONSTRAINT_FOREIGNKEY) return StoreError::not_found;
            if (extended == SQLITE_CONSTRAINT_CHECK) return StoreError::not_allowed;
            return StoreError::conflict;
        default:
            return system_errno == ENOSPC || system_errno == EDQUOT ? StoreError::disk_full : StoreError::unavailable;
    }
}

}  // namespace

Connection::Connection(const SqliteOptions& options) : options_(options) {
    // Each connection has one user at a time, so SQLite's own mutex would only cost.
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOFOLLOW;
    const int opened =
        sqlite3_open_v2(options.path.c_str(), &handle_, flags, options.vfs.empty() ? nullptr : options.vfs.c_str());
    try {
        if (opened != SQLITE_OK) fail(opened);
        set_busy_timeout(options.busy_timeout);
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
        // Temporary tables and statement journals stay in memory: they could hold codes.
        execute(
            "PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"
            "PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON;"
            "PRAGMA cache_size = -16000; PRAGMA mmap_size = 0;");
    } catch (...) {
        sqlite3_close_v2(handle_);
        throw;
    }
}

Connection::~Connection() {
    for (const auto& [sql, cached] : cache_) sqlite3_finalize(cached.handle);
    sqlite3_close_v2(handle_);
}

void Connection::set_busy_timeout(std::chrono::milliseconds timeout) noexcept {
    sqlite3_busy_timeout(handle_, static_cast<int>(timeout.count()));
}

sqlite3_stmt* Connection::compile(const char* sql, unsigned flags) const {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle_, sql, -1, flags, &statement, nullptr);
    if (code != SQLITE_OK) fail(code);
    return statement;
}

Statement Connection::prepare(const char* sql) {
    // Null until it is compiled: the entry stays when that fails, and the next call tries again.
    Cached& cached = cache_[sql];
    if (cached.handle == nullptr) cached.handle = compile(sql, SQLITE_PREPARE_PERSISTENT);
    if (cached.in_use) return {*this, compile(sql, 0), nullptr};
    cached.in_use = true;
    return {*this, cached.handle, &cached.in_use};
}

void Connection::execute(const char* sql) {
    const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(code);
}

std::int64_t Connection::number(const char* sql) {
    Statement statement(*this, compile(sql, 0), nullptr);
    if (!statement.step()) throw Failure{StoreError::corrupt};
    return statement.integer(0);
}

void Connection::fail(int code) const {
    const int extended = handle_ == nullptr ? code : sqlite3_extended_errcode(handle_);
    const int system_errno = handle_ == nullptr ? 0 : sqlite3_system_errno(handle_);
    const StoreError error = meaning((extended & 0xff) == (code & 0xff) ? extended : code, system_errno);
    const bool ours =
        error == StoreError::unavailable || error == StoreError::corrupt || error == StoreError::disk_full;
    if (ours && options_.on_error) {
        // sqlite3_errmsg could quote the statement, never a bound value; the generic text is enough.
        std::string sentence(explain(error));
        sentence.append(" SQLite says: ").append(sqlite3_errstr(extended));
        sentence.append(" (").append(std::to_string(extended)).append(")");
        if (system_errno != 0) {
            sentence.append(", the system: ").append(std::generic_category().message(system_errno));
        }
        options_.on_error(sentence + ".");
    }
    throw Failure{error};
}

Transaction::Transaction(Connection& connection, Kind kind) : connection_(connection) {
    connection.prepare(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN").run();
}

Transaction::~Transaction() {
    // SQLite has rolled back by itself after some errors (full disk, failed I/O).
    if (connection_.in_transaction()) sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
    connection_.prepare("COMMIT").run();
}

}  // namespace holdfast::store::sqlite
