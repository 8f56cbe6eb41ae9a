// SPDX-License-Identifier: Apache-2.0
// Brings a database to the schema of this program, one transaction a migration.
#pragma once

#include "connection.hpp"

namespace holdfast::store::sqlite {

/// Throws Failure: `unavailable` (after a word to on_error) for a file of a newer program or of another one.
/// Safe when several processes open a new file at once.
void migrate(Connection& connection, const SqliteOptions& options);

}  // namespace holdfast::store::sqlite
