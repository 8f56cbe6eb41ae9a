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
/// The same; throws key_replaced when `opened_with` is neither its read key's nor its withdraw key's digest.
[[nodiscard]] std::int64_t need_opened(Connection& connection, const Id128& id, const Digest256& opened_with);

/// What was answered to the keys that the case has now: it holds their digests, the case number and items.
void delete_receipts(Connection& connection, std::int64_t submission);

void insert_message(Connection& connection, std::int64_t submission, const Message& message);

}  // namespace holdfast::store::sqlite
