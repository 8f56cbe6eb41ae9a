// SPDX-License-Identifier: Apache-2.0
// Idempotency: a write whose key was seen before is answered with what was answered then.
#pragma once

#include <optional>

#include "connection.hpp"

namespace holdfast::store::sqlite {

/// The stored answer when this key was used within 24 hours. Throws key_reused when it was used for another request.
[[nodiscard]] std::optional<Outcome> replay(Connection& connection, const std::optional<Receipt>& receipt);

/// Stores the answer, if there is a key to store it under, and makes the outcome of the write.
[[nodiscard]] Outcome conclude(Connection& connection, const std::optional<Receipt>& receipt, std::uint64_t position);

/// Throws proof_spent when this proof was used before.
void spend(Connection& connection, const std::optional<SpentProof>& proof);

}  // namespace holdfast::store::sqlite
