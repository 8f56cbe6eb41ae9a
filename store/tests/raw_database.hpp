// SPDX-License-Identifier: Apache-2.0
// Looks into a database file behind the store's back.
#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <string>

namespace holdfast::store {

class RawDatabase {
  public:
    explicit RawDatabase(const std::filesystem::path& path, const char* vfs = nullptr) {
        EXPECT_EQ(sqlite3_open_v2(path.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs), SQLITE_OK);
        sqlite3_busy_timeout(handle_, 5000);
    }
    ~RawDatabase() { sqlite3_close_v2(handle_); }
    RawDatabase(const RawDatabase&) = delete;
    RawDatabase& operator=(const RawDatabase&) = delete;

    /// The first column of the first row, as text; empty when there is none.
    std::string text(const std::string& sql) {
        std::string out;
        sqlite3_stmt* statement = nullptr;
        EXPECT_EQ(sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr), SQLITE_OK)
            << sqlite3_errmsg(handle_);
        int code = sqlite3_step(statement);
        if (code == SQLITE_ROW) {
            if (const auto* value = sqlite3_column_text(statement, 0)) out = reinterpret_cast<const char*>(value);
        }
        while (code == SQLITE_ROW) code = sqlite3_step(statement);
        EXPECT_EQ(code, SQLITE_DONE) << sqlite3_errmsg(handle_);
        sqlite3_finalize(statement);
        return out;
    }
    /// Whether the database itself refuses it.
    [[nodiscard]] bool refused(const std::string& sql) {
        return sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT;
    }
    /// All of one or more statements; false and untold why when one of them is not done.
    [[nodiscard]] bool done(const std::string& sql) {
        return !sql.empty() && sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    }
    long number(const std::string& sql) { return std::stol("0" + text(sql)); }

  private:
    sqlite3* handle_ = nullptr;
};

}  // namespace holdfast::store
