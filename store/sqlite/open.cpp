// SPDX-License-Identifier: Apache-2.0
// Makes the file and its folder where they are missing, private to their owner and durable, and opens the store.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "holdfast/store/sqlite.hpp"
#include "migrate.hpp"
#include "sqlite_store.hpp"

namespace holdfast::store {
namespace {

/// `what` names the file or folder and what cannot be done with it; the system's reason is put behind it, if there is
/// one.
[[noreturn]] void refuse(const SqliteOptions& options, const std::string& what, int system_error) {
    const bool full = system_error == ENOSPC || system_error == EDQUOT;
    const StoreError error = full ? StoreError::disk_full : StoreError::unavailable;
    if (options.on_error) {
        options.on_error(what + (system_error == 0 ? "" : ": " + std::generic_category().message(system_error)) + ".");
    }
    throw sqlite::Failure{error};
}

void sync_folder(const SqliteOptions& options, const std::filesystem::path& folder) {
    const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0) refuse(options, "The folder " + folder.string() + " cannot be opened", errno);
    const int failure = ::fsync(handle) == 0 ? 0 : errno;
    ::close(handle);
    if (failure != 0) refuse(options, "The folder " + folder.string() + " cannot be synced", failure);
}

void make_folder(const SqliteOptions& options, const std::filesystem::path& folder) {
    if (folder.empty() || ::access(folder.c_str(), F_OK) == 0) return;
    const auto above = folder.parent_path();
    make_folder(options, above);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
        refuse(options, "The folder " + folder.string() + " cannot be made", errno);
    }
    sync_folder(options, above.empty() ? "." : above);
}

// The file is made here and not by SQLite, so that it is never readable by others, not even for a moment. An existing
// file is not opened: closing it again would drop the locks of another store in this process.
void make_file(const SqliteOptions& options) {
    const auto folder = options.path.parent_path();
    make_folder(options, folder);
    const int handle = ::open(options.path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (handle < 0) {
        if (errno == EEXIST) return;
        refuse(options, "The file " + options.path.string() + " cannot be made", errno);
    }
    ::close(handle);
    sync_folder(options, folder.empty() ? "." : folder);
}

void use_write_ahead_log(sqlite::Connection& connection, const SqliteOptions& options) {
    // Where two processes open a new file at once, switching reports "busy" without waiting.
    constexpr int pause_millis = 10;
    for (std::chrono::milliseconds waited{0};; waited += std::chrono::milliseconds{pause_millis}) {
        try {
            connection.execute("PRAGMA auto_vacuum = NONE; PRAGMA page_size = 4096; PRAGMA journal_mode = WAL");
            break;
        } catch (const sqlite::Failure& failure) {
            if (failure.error != StoreError::busy || waited >= options.busy_timeout) throw;
            sqlite3_sleep(pause_millis);
        }
    }
    if (connection.number("SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'") != 1) {
        refuse(options,
               "The file system of " + options.path.string() +
                   " cannot hold a write-ahead log; put the database on a disk of this machine",
               0);
    }
}

}  // namespace

std::expected<std::unique_ptr<Store>, StoreError> open_sqlite(const SqliteOptions& options) {
    try {
        make_file(options);
        auto store = std::make_unique<sqlite::SqliteStore>(options);
        use_write_ahead_log(store->writer(), store->options());
        sqlite::migrate(store->writer(), store->options());
        return store;
    } catch (const sqlite::Failure& failure) {
        return std::unexpected(failure.error);
    }
}

}  // namespace holdfast::store
