// SPDX-License-Identifier: Apache-2.0
// Errors as RFC 9457 problem documents, one word for each thing that can go wrong.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/server/request.hpp"
#include "holdfast/store/store.hpp"

namespace holdfast::server::api {

/// The words of docs/api/openapi.yaml, schema ProblemType.
enum class Problem : std::uint8_t {
    malformed,
    invalid,
    idempotency_key_missing,
    idempotency_key_invalid,
    unauthorized,
    wrong_key,
    scope_missing,
    proof_missing,
    proof_malformed,
    proof_wrong,
    proof_expired,
    proof_spent,
    not_found,
    method_not_allowed,
    case_number_taken,
    key_taken,
    key_reused,
    mailbox_changed,
    too_many_items,
    not_allowed,
    commitment_differs,
    too_large,
    wrong_media_type,
    rate_limited,
    lagging,
    unavailable,
    storage_full,
    internal,
};
inline constexpr std::size_t problem_count = static_cast<std::size_t>(Problem::internal) + 1;

[[nodiscard]] std::string_view word_of(Problem problem) noexcept;
[[nodiscard]] int status_of(Problem problem) noexcept;

/// How a key of a case is named in Authorization and WWW-Authenticate.
inline constexpr std::string_view case_scheme = "Holdfast-Case";

/// `detail` is a whole sentence for whoever reads the answer; it never quotes what was sent.
[[nodiscard]] Response refuse(Problem problem, std::string_view detail);
/// `invalid`, with each wrong member.
[[nodiscard]] Response refuse(const JsonFaults& faults);
/// With Retry-After.
[[nodiscard]] Response refuse_for_now(Problem problem, std::string_view detail, std::int64_t seconds);
/// For an error of the store that has no meaning of its own in the operation at hand.
[[nodiscard]] Response refuse(store::StoreError error);

/// What a step of an operation gives: its value, or the answer that ends the operation.
template <class T>
using OrRefusal = std::expected<T, Response>;

}  // namespace holdfast::server::api
