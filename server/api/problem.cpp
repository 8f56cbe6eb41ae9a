// SPDX-License-Identifier: Apache-2.0
#include "api/problem.hpp"

#include <array>

#include "holdfast/core/json_writer.hpp"

namespace holdfast::server::api {
namespace {

struct Description {
    std::string_view word;
    int status;
    std::string_view title;
};

constexpr std::array<Description, problem_count> descriptions{{
    {"malformed", 400, "The request cannot be read"},
    {"invalid", 422, "Some members are not as they should be"},
    {"idempotency_key_missing", 400, "The header Idempotency-Key is missing"},
    {"idempotency_key_invalid", 400, "The header Idempotency-Key is not as it should be"},
    {"unauthorized", 401, "A valid key is needed"},
    {"wrong_key", 403, "The other key of the case is needed"},
    {"scope_missing", 403, "This key does not allow that"},
    {"proof_missing", 403, "A proof of work is needed"},
    {"proof_malformed", 403, "The proof of work cannot be read"},
    {"proof_wrong", 403, "The proof of work does not fit"},
    {"proof_expired", 403, "The challenge has expired"},
    {"proof_spent", 403, "The proof of work was used before"},
    {"not_found", 404, "There is no such thing here"},
    {"method_not_allowed", 405, "This method is not for this path"},
    {"case_number_taken", 409, "The case number is taken"},
    {"key_taken", 409, "The key is taken"},
    {"key_reused", 409, "The Idempotency-Key was used for another request"},
    {"mailbox_changed", 409, "The mailbox has changed"},
    {"too_many_items", 409, "The case would hold too many items"},
    {"not_allowed", 409, "That is not possible (any more)"},
    {"commitment_differs", 409, "These are not the codes that were withdrawn"},
    {"too_large", 413, "The body is too long"},
    {"wrong_media_type", 415, "Only JSON is taken"},
    {"rate_limited", 429, "Too many requests"},
    {"lagging", 503, "This node is behind"},
    {"unavailable", 503, "The service cannot do that now"},
    {"storage_full", 503, "The service has no room left"},
    {"internal", 500, "The service made a mistake"},
}};

const Description& describe(Problem problem) noexcept {
    return descriptions[static_cast<std::size_t>(problem)];
}

Response document(Problem problem, std::string_view detail, const JsonFaults* faults) {
    const Description& what = describe(problem);
    JsonWriter json;
    json.object();
    json.key("type").value("urn:holdfast:problem:" + std::string(what.word));
    json.key("title").value(what.title);
    json.key("status").value(what.status);
    json.key("detail").value(detail);
    if (faults != nullptr) {
        json.key("errors").array();
        for (const JsonFault& fault : faults->kept()) {
            json.object().key("pointer").value(fault.pointer).key("detail").value(fault.detail).end();
        }
        json.end();
    }
    json.end();
    Response response;
    response.status = what.status;
    response.content_type = "application/problem+json";
    response.body = json.take();
    return response;
}

}  // namespace

std::string_view word_of(Problem problem) noexcept {
    return describe(problem).word;
}

int status_of(Problem problem) noexcept {
    return describe(problem).status;
}

Response refuse(Problem problem, std::string_view detail) {
    return document(problem, detail, nullptr);
}

Response refuse(const JsonFaults& faults) {
    const std::string count = faults.count() == 1 ? "1 member is" : std::to_string(faults.count()) + " members are";
    return document(Problem::invalid, count + " not as they should be; see errors.", &faults);
}

Response refuse_for_now(Problem problem, std::string_view detail, std::int64_t seconds) {
    Response response = refuse(problem, detail);
    response.headers.emplace_back("Retry-After", std::to_string(seconds));
    return response;
}

Response refuse(store::StoreError error) {
    using store::StoreError;
    switch (error) {
        case StoreError::not_found:
            return refuse(Problem::not_found, "It is not there, or not any more.");
        case StoreError::key_reused:
            return refuse(Problem::key_reused,
                          "This Idempotency-Key was used with another request in the last 24 hours. Draw a new one.");
        case StoreError::key_replaced: {
            Response response =
                refuse(Problem::unauthorized,
                       "No case has this key. It may have been replaced, or the case may have been erased.");
            response.headers.emplace_back("WWW-Authenticate", case_scheme);
            return response;
        }
        case StoreError::proof_spent:
            return refuse(Problem::proof_spent, "Get a new challenge; the Idempotency-Key may stay the same.");
        case StoreError::too_many:
            return refuse(Problem::too_many_items, "Nothing was added. Withdraw items, or open another case.");
        case StoreError::commitment_differs:
            return refuse(Problem::commitment_differs, "Bring back exactly what the withdrawn copy holds.");
        case StoreError::conflict:
            return refuse(Problem::key_taken, "Draw new keys.");
        case StoreError::not_allowed:
            return refuse(Problem::not_allowed, "The state of an item forbids it, or its time is over.");
        case StoreError::disk_full:
            return refuse_for_now(Problem::storage_full, "Nothing was changed. The operator has to make room.", 60);
        case StoreError::busy:
        case StoreError::corrupt:
        case StoreError::unavailable:
            break;
    }
    return refuse_for_now(Problem::unavailable, "Nothing was changed. Try again in a moment.", 2);
}

}  // namespace holdfast::server::api
