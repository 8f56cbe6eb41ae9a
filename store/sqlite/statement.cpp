// SPDX-License-Identifier: Apache-2.0
#include "statement.hpp"

#include <cstring>

#include "connection.hpp"

namespace holdfast::store::sqlite {

CodeBytes to_bytes(const Code256& code) noexcept {
    CodeBytes bytes{};
    for (std::size_t k = 0; k < 32; ++k) {
        bytes[k] = static_cast<std::byte>((code.words[k / 8] >> (8 * (k % 8))) & 0xffU);
    }
    return bytes;
}

Code256 code_from_bytes(const CodeBytes& bytes) noexcept {
    Code256 code;
    for (std::size_t k = 0; k < 32; ++k) {
        code.words[k / 8] |= std::to_integer<std::uint64_t>(bytes[k]) << (8 * (k % 8));
    }
    return code;
}

Statement::~Statement() {
    if (in_use_ == nullptr) {
        sqlite3_finalize(handle_);
        return;
    }
    reset();
    *in_use_ = false;
}

void Statement::reset() noexcept {
    sqlite3_reset(handle_);
    sqlite3_clear_bindings(handle_);
}

void Statement::check(int code) const {
    if (code != SQLITE_OK) connection_.fail(code);
}

void Statement::put(int index, std::int64_t value) {
    check(sqlite3_bind_int64(handle_, index, value));
}
void Statement::put(int index, std::nullptr_t) {
    check(sqlite3_bind_null(handle_, index));
}
void Statement::put(int index, std::string_view value) {
    // A null pointer would bind NULL.
    const char* data = value.data() == nullptr ? "" : value.data();
    check(sqlite3_bind_text64(handle_, index, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}
void Statement::put(int index, std::span<const std::byte> value) {
    if (value.empty()) {
        check(sqlite3_bind_zeroblob(handle_, index, 0));
        return;
    }
    check(sqlite3_bind_blob64(handle_, index, value.data(), value.size(), SQLITE_TRANSIENT));
}

bool Statement::step() {
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) connection_.fail(code);
    return false;
}

void Statement::run() {
    while (step()) {
    }
    reset();
}

std::string Statement::text(int column) const {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
    if (data == nullptr) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

std::vector<std::byte> Statement::blob(int column) const {
    const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(handle_, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
    if (data == nullptr) return {};
    return {data, data + size};
}

void Statement::fixed(int column, std::span<std::byte> out) const {
    const void* data = sqlite3_column_blob(handle_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
    if (data == nullptr || size != out.size()) throw Failure{StoreError::corrupt};
    std::memcpy(out.data(), data, size);
}

Id128 Statement::id(int column) const {
    Id128 value;
    fixed(column, value.bytes);
    return value;
}

Digest256 Statement::digest(int column) const {
    Digest256 value;
    fixed(column, value.bytes);
    return value;
}

}  // namespace holdfast::store::sqlite
