// SPDX-License-Identifier: Apache-2.0
// The store in one SQLite file: write-ahead log, every commit fsynced.
//
// Several processes may open the same file (the command writes while the service runs). A database made by a newer
// version is refused as `unavailable`, and the sentence handed to `on_error` says so.
//
// Files: PATH, PATH-wal, PATH-shm, readable by their owner alone. A missing folder is made, for its owner alone.
//
// What erasing promises. A withdrawn, expired or erased code is overwritten by zeros in the same transaction, in place:
// no copy of it is left in PATH once the write-ahead log was carried over, and scrub() does that and cuts PATH-wal to
// no bytes. What a file system, a disk's controller, a snapshot or a backup keeps of freed blocks is beyond the store:
// put the folder on an encrypted disk. Other deleted rows (sealed messages, digests, case numbers) are overwritten by
// SQLite's secure_delete, which may leave a copy in the unused middle of a page that was once rebuilt; compact() takes
// those away, once a day.
#pragma once

#include <chrono>
#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "holdfast/store/store.hpp"

namespace holdfast::store {

struct SqliteOptions {
    std::filesystem::path path;
    /// How long a write waits for another process before it gives up with `busy`.
    std::chrono::milliseconds busy_timeout{5000};
    /// Name of a registered SQLite VFS; empty: the default one. Tests pass one that injects faults.
    std::string vfs;
    /// Gets a plain sentence for each `unavailable`, `corrupt` and `disk_full`; never data. Called from any thread.
    std::function<void(std::string_view)> on_error;
};

[[nodiscard]] std::expected<std::unique_ptr<Store>, StoreError> open_sqlite(const SqliteOptions& options);

}  // namespace holdfast::store
