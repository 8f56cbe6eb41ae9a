// SPDX-License-Identifier: Apache-2.0
// Submissions and their mailbox as rows.
#pragma once

#include <optional>

#include "connection.hpp"

namespace holdfast::store::sqlite {

/// Row number of a submission.
[[nodiscard]] std::optional<std::int64_t> find_submission(Connection& connection, const Id128& id);
/// The same; throws not_found.
[[nodiscard]] std::int64_t need_submission(Connection& connection, const Id128& id);

void insert_message(Connection& connection, std::int64_t submission, const Message& message);

}  // namespace holdfast::store::sqlite
