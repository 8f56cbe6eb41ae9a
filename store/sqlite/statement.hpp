// SPDX-License-Identifier: Apache-2.0
// A prepared statement that binds and reads the values of this project.
#pragma once

#include <sqlite3.h>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "holdfast/core/fingerprint.hpp"
#include "holdfast/core/identifier.hpp"
#include "holdfast/store/store.hpp"

namespace holdfast::store::sqlite {

/// Thrown inside store/sqlite only; the wall (SqliteStore::guarded) turns it into StoreError.
struct Failure {
    StoreError error;
};

using CodeBytes = std::array<std::byte, 32>;
/// Byte k holds bits 8k .. 8k + 7.
[[nodiscard]] CodeBytes to_bytes(const Code256& code) noexcept;
[[nodiscard]] Code256 code_from_bytes(const CodeBytes& bytes) noexcept;

class Connection;

/// Borrowed from its connection's cache for as long as it lives; reset when it goes.
class Statement {
  public:
    Statement(Connection& connection, sqlite3_stmt* handle, bool* in_use) noexcept
        : connection_(connection), handle_(handle), in_use_(in_use) {}
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    /// Binds ?1, ?2, … in order.
    template <class... Values>
    Statement& bind(const Values&... values) {
        int index = 0;
        (put(++index, values), ...);
        return *this;
    }
    /// Whether there is a row to read.
    [[nodiscard]] bool step();
    /// Runs a statement that gives no rows, and makes it ready to be bound again.
    void run();
    void reset() noexcept;

    [[nodiscard]] std::int64_t integer(int column) const noexcept { return sqlite3_column_int64(handle_, column); }
    template <class T>
        requires(std::is_enum_v<T> || std::is_integral_v<T>)
    [[nodiscard]] T as(int column) const noexcept {
        return static_cast<T>(integer(column));
    }
    [[nodiscard]] UnixMillis time(int column) const noexcept { return UnixMillis{integer(column)}; }
    [[nodiscard]] bool is_null(int column) const noexcept {
        return sqlite3_column_type(handle_, column) == SQLITE_NULL;
    }
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::vector<std::byte> blob(int column) const;
    /// The column must hold exactly `out.size()` bytes, or the database is corrupt.
    void fixed(int column, std::span<std::byte> out) const;
    [[nodiscard]] Id128 id(int column) const;
    [[nodiscard]] Digest256 digest(int column) const;

  private:
    void put(int index, std::int64_t value);
    void put(int index, std::nullptr_t);
    void put(int index, std::string_view value);
    void put(int index, const std::string& value) { put(index, std::string_view(value)); }
    void put(int index, const char* value) { put(index, std::string_view(value)); }
    void put(int index, std::span<const std::byte> value);
    void put(int index, const std::vector<std::byte>& value) { put(index, std::span<const std::byte>(value)); }
    void put(int index, const std::array<std::byte, 32>& value) { put(index, std::span<const std::byte>(value)); }
    void put(int index, const Id128& value) { put(index, std::span<const std::byte>(value.bytes)); }
    void put(int index, const Digest256& value) { put(index, std::span<const std::byte>(value.bytes)); }
    void put(int index, UnixMillis value) { put(index, value.value); }
    template <class T>
        requires(std::is_enum_v<T> || (std::is_integral_v<T> && !std::is_same_v<T, std::int64_t>))
    void put(int index, T value) {
        put(index, static_cast<std::int64_t>(value));
    }
    template <class T>
    void put(int index, const std::optional<T>& value) {
        if (value) {
            put(index, *value);
        } else {
            put(index, nullptr);
        }
    }
    void check(int code) const;

    Connection& connection_;
    sqlite3_stmt* handle_;
    bool* in_use_;  // the cache's mark; null for a statement that is not cached
};

}  // namespace holdfast::store::sqlite
