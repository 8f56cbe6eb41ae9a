// SPDX-License-Identifier: Apache-2.0
#include "migrate.hpp"

#include <string>

#include "migrations.hpp"

namespace holdfast::store::sqlite {
namespace {

[[noreturn]] void refuse(const SqliteOptions& options, const std::string& sentence) {
    if (options.on_error) options.on_error(sentence);
    throw Failure{StoreError::unavailable};
}

}  // namespace

void migrate(Connection& connection, const SqliteOptions& options) {
    const auto newest = static_cast<std::int64_t>(migrations.size());
    while (true) {
        {
            const std::int64_t version = connection.number("PRAGMA user_version");
            const std::int64_t owner = connection.number("PRAGMA application_id");
            if (owner != application_id &&
                (version != 0 || connection.number("SELECT count(*) FROM sqlite_schema") != 0)) {
                refuse(options, "This file is a database of another program. Nothing was changed.");
            }
            if (version > newest) {
                refuse(options, "The database has schema " + std::to_string(version) +
                                    ", made by a newer Holdfast; this one knows up to " + std::to_string(newest) +
                                    ". Nothing was changed. Install the newer version.");
            }
            if (version == newest) return;
        }
        Transaction transaction(connection, Transaction::Kind::write);
        // Another process may have been first.
        const std::int64_t version = connection.number("PRAGMA user_version");
        if (version >= newest) continue;
        connection.execute(std::string(migrations[static_cast<std::size_t>(version)]).c_str());
        connection.execute(("PRAGMA application_id = " + std::to_string(application_id)).c_str());
        connection.execute(("PRAGMA user_version = " + std::to_string(version + 1)).c_str());
        transaction.commit();
    }
}

}  // namespace holdfast::store::sqlite
