// SPDX-License-Identifier: Apache-2.0
// What stands before the operations: who asks, whether the work was done, whether it was asked before.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/context.hpp"
#include "api/problem.hpp"
#include "holdfast/core/json_reader.hpp"

namespace holdfast::server::api {

/// Which of its two keys opened a case.
enum class CaseKey : std::uint8_t { read, withdraw };

struct OpenedCase {
    CaseKey key = CaseKey::read;
    Digest256 digest;  ///< of the key that was sent
    store::CaseView view;
};

/// The digest of the key in "Authorization: Holdfast-Case …".
[[nodiscard]] OrRefusal<Digest256> case_key_digest(const Request& request);
[[nodiscard]] OrRefusal<OpenedCase> open_case(Context& context, const Request& request);
/// As open_case; refuses the other key with 403.
[[nodiscard]] OrRefusal<OpenedCase> open_case(Context& context, const Request& request, CaseKey needed);

/// The partner that asks: known, allowed, within its rate, and this node fresh enough to say so.
[[nodiscard]] OrRefusal<const jobs::PartnerEntry*> admit_partner(Context& context, const Request& request,
                                                                 const jobs::DirectorySnapshot& directory,
                                                                 std::optional<store::Scope> scope);
/// 503 unless a view that was caught up at `then` is still fresh (see jobs::Follower).
[[nodiscard]] std::optional<Response> refuse_if_lagging(const Context& context, std::int64_t then);

/// Checks the header Holdfast-Proof against the body.
[[nodiscard]] OrRefusal<store::SpentProof> check_proof(const Context& context, const Request& request);

/// The Idempotency-Key, 1 to 64 of [A-Za-z0-9_-].
[[nodiscard]] OrRefusal<std::string> idempotency_key(const Request& request);
/// The receipt of this request under `owner`, with the answer to give again.
[[nodiscard]] OrRefusal<store::Receipt> make_receipt(const Context& context, const Request& request,
                                                     const Digest256& owner, int status, std::string body);

/// Parses the body, which must be a JSON object; `document` and `faults` must outlive the view.
[[nodiscard]] OrRefusal<JsonObject> read_body(const Request& request, JsonDocument& document, JsonFaults& faults);

[[nodiscard]] Response answer(int status, std::string body);
/// What the write gave: its stored answer, marked when it is an old one. Waits until this node has applied it.
[[nodiscard]] Response answer(Context& context, const store::Outcome& outcome);

}  // namespace holdfast::server::api
