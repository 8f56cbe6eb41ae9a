// SPDX-License-Identifier: Apache-2.0
#include "receipts.hpp"

namespace holdfast::store::sqlite {

std::optional<Outcome> replay(Connection& connection, const std::optional<Receipt>& receipt) {
    if (!receipt) return std::nullopt;
    Statement row =
        connection.prepare("SELECT request_digest, status, body, at FROM receipt WHERE owner = ?1 AND key = ?2");
    row.bind(receipt->owner, receipt->key);
    if (!row.step()) return std::nullopt;
    if (row.integer(3) + receipt_retention_millis <= receipt->at.value) return std::nullopt;
    if (row.digest(0) != receipt->request_digest) throw Failure{StoreError::key_reused};
    return Outcome{.position = 0, .replayed = true, .status = row.as<int>(1), .body = row.text(2)};
}

Outcome conclude(Connection& connection, const std::optional<Receipt>& receipt, std::uint64_t position) {
    if (!receipt) return Outcome{.position = position, .replayed = false, .status = 0, .body = {}};
    connection.prepare("INSERT OR REPLACE INTO receipt VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        .bind(receipt->owner, receipt->key, receipt->request_digest, receipt->status, receipt->body, receipt->at)
        .run();
    return Outcome{.position = position, .replayed = false, .status = receipt->status, .body = receipt->body};
}

void spend(Connection& connection, const std::optional<SpentProof>& proof) {
    if (!proof) return;
    connection.prepare("INSERT OR IGNORE INTO spent_proof VALUES (?1, ?2)")
        .bind(proof->challenge, proof->expires)
        .run();
    if (connection.changes() == 0) throw Failure{StoreError::proof_spent};
}

}  // namespace holdfast::store::sqlite
