// SPDX-License-Identifier: Apache-2.0
// What holds of every route alike: who may, which method, which form, how large, once only, and what it says when the
// store fails.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "api/limits.hpp"
#include "every_operation.hpp"
#include "http/limits.hpp"
#include "json_probe.hpp"

namespace holdfast::server::tests {
namespace {

using Routes = EveryOperation;

TEST_F(Routes, NoneIsLeftOutOfWhatTheseTestsTry) {
    std::set<std::string> tried;
    for (const Operation& operation : operations()) {
        tried.insert(operation.method + ' ' + std::string(rig.api->route(operation.method, operation.path)));
    }
    std::set<std::string> all;
    for (const auto& [method, path, takes_key] : api::Api::operations()) {
        all.insert(std::string(method) + ' ' + std::string(path));
    }
    EXPECT_EQ(tried, all);
}

TEST_F(Routes, EachOneWorks) {
    for (const Operation& operation : operations()) {
        const Response response = rig.send(request(operation));
        EXPECT_EQ(response.status, operation.status) << operation.method << ' ' << operation.path << response.body;
    }
}

TEST_F(Routes, OnlyThePublicLogMayBeKeptByACache) {
    for (const Operation& operation : operations()) {
        const Response response = rig.send(request(operation));
        const bool of_the_log = operation.path.starts_with("/v1/log/");
        EXPECT_EQ(!header_of(response, "Cache-Control").empty(), of_the_log) << operation.path;  // none: no-store
        EXPECT_EQ(header_of(response, "ETag"), "") << operation.path;
    }
}

TEST_F(Routes, AMethodThatAPathDoesNotTakeIsRefusedAndTheOthersAreNamed) {
    for (const Operation& operation : operations()) {
        for (const std::string method : {"PUT", "PATCH", "HEAD", "OPTIONS", "TRACE", "", "get"}) {
            Request wrong = request(operation);
            wrong.method = method;
            const Response response = rig.send(wrong);
            EXPECT_EQ(verdict(response), "405 method_not_allowed") << operation.path;
            EXPECT_NE(header_of(response, "Allow").find(operation.method), std::string::npos);
        }
    }
    EXPECT_EQ(header_of(rig.post("/v1/case", "{}"), "Allow"), "GET, DELETE");
}

TEST_F(Routes, PathsThatDoNotExistAreNotFound) {
    for (const std::string path :
         {"/", "", "/v1", "/v1/", "/v2/service", "/v1/service/", "/v1//service", "/v1/items//feedback",
          "/v1/items/a/b/feedback", "/v1/case/mailbox/", "/v1/Service", "/v1/%73ervice", "//v1/service"}) {
        EXPECT_EQ(verdict(rig.get(path)), "404 not_found") << path;
    }
}

TEST_F(Routes, KeysAreNeeded) {
    const std::string other_partner = bearer({.id = {}, .token = "hfp_" + std::string(64, 'a')});
    const std::string other_case = case_key(rig.person().read_token);
    for (const Operation& operation : operations()) {
        if (operation.who == Who::anyone) {
            continue;
        }
        for (const std::string& sent :
             {std::string(), std::string("Bearer"), std::string("Bearer "), std::string("Holdfast-Case "),
              std::string("Basic YTpi"), "Bearer " + person.read_token, "Holdfast-Case " + social.token, other_partner,
              other_case, authorization(operation.who, operation.of) + "x",
              " " + authorization(operation.who, operation.of)}) {
            Request wrong = request(operation);
            wrong.headers["authorization"] = sent;
            const Response response = rig.send(wrong);
            EXPECT_EQ(verdict(response), "401 unauthorized") << operation.path << " with " << sent;
            EXPECT_EQ(header_of(response, "WWW-Authenticate"),
                      operation.who == Who::partner ? "Bearer" : "Holdfast-Case");
        }
    }
}

TEST_F(Routes, TheOtherKeyOfTheCaseIsNotEnough) {
    for (const Operation& operation : operations()) {
        if (operation.who == Who::reader || operation.who == Who::withdrawer) {
            Request wrong = request(operation);
            wrong.headers["authorization"] =
                authorization(operation.who == Who::reader ? Who::withdrawer : Who::reader, operation.of);
            EXPECT_EQ(verdict(rig.send(wrong)), "403 wrong_key") << operation.path;
        }
    }
    EXPECT_EQ(rig.get("/v1/case", case_key(person.withdraw_token)).status, 200) << "reading takes either";
}

TEST_F(Routes, EachPartnerOperationTakesItsOwnScope) {
    for (const std::uint32_t scopes : {0U, 1U, 2U, 4U, 8U}) {
        const PartnerKey narrow = rig.partner("Partner " + std::to_string(scopes), scopes);
        for (const Operation& operation : operations()) {
            if (operation.who == Who::partner) {
                Request asked = request(operation);
                asked.headers["authorization"] = bearer(narrow);
                const std::string got = verdict(rig.send(asked));
                const bool allowed = (operation.scope & scopes) == operation.scope;
                // The item's number is another partner's, so an allowed feedback finds nothing.
                EXPECT_EQ(got, !allowed               ? "403 scope_missing"
                               : operation.scope == 4 ? "404 not_found"
                                                      : std::to_string(operation.status))
                    << operation.path << scopes;
            }
        }
    }
}

TEST_F(Routes, WritesTakeAnIdempotencyKey) {
    // A lookup and a time stamp write nothing; the other two do the same however often they are sent.
    const std::set<std::string> apart{"POST /v1/lookup", "DELETE /v1/case/mailbox/{message}", "POST /v1/seals",
                                      "POST /v1/time-stamps"};
    for (const auto& [method, path, takes_key] : api::Api::operations()) {
        const std::string name = std::string(method) + ' ' + std::string(path);
        EXPECT_EQ(takes_key, method != "GET" && !apart.contains(name)) << name;
    }
    for (const Operation& operation : operations()) {
        if (operation.once) {
            Request without = request(operation);
            without.headers.erase("idempotency-key");
            EXPECT_EQ(verdict(rig.send(without)), "400 idempotency_key_missing") << operation.path;
        }
        if (operation.once || operation.method == "DELETE") {
            for (const std::string& key :
                 {std::string("with space"), std::string("ümlaut"), std::string(65, 'a'), std::string("a/b")}) {
                Request wrong = request(operation);
                wrong.headers["idempotency-key"] = key;
                EXPECT_EQ(verdict(rig.send(wrong)), "400 idempotency_key_invalid") << operation.path;
            }
        }
    }
}

TEST_F(Routes, ARepeatedWriteIsAnsweredAsBeforeAndAnotherWithItsKeyIsRefused) {
    for (const Operation& operation : operations()) {
        if (!operation.once) {
            continue;
        }
        Request first = request(operation);
        const Response answer = rig.send(first);
        ASSERT_EQ(answer.status, operation.status) << operation.path << answer.body;
        EXPECT_EQ(header_of(answer, "Idempotency-Replayed"), "");
        if (operation.proved) {
            first.headers["holdfast-proof"] = rig.proof_for(first.body);  // as a page would whose challenge ran out
        }
        const Response again = rig.send(first);
        EXPECT_EQ(again.status, answer.status) << operation.path << again.body;
        EXPECT_EQ(again.body, answer.body) << operation.path;
        EXPECT_EQ(header_of(again, "Idempotency-Replayed"), "true") << operation.path;

        if (operation.method == "POST") {
            Request other = first;
            other.body.insert(1, " ");  // the same JSON, but not the same request
            if (operation.proved) {
                other.headers["holdfast-proof"] = rig.proof_for(other.body);
            }
            EXPECT_EQ(verdict(rig.send(other)), "409 key_reused") << operation.path;
        }
    }
    // A key space belongs to its holder: the same key elsewhere is another one.
    const PartnerKey second = rig.partner("Second");
    const std::string body = R"({"signals":[{"kind":"pdq","code":")" + to_hex(picture(1)) + R"("}],"content_id":"x"})";
    EXPECT_EQ(rig.post("/v1/sightings", body, bearer(social), {{"idempotency-key", "same"}}).status, 201);
    const Response other = rig.post("/v1/sightings", body, bearer(second), {{"idempotency-key", "same"}});
    EXPECT_EQ(other.status, 201);
    EXPECT_EQ(header_of(other, "Idempotency-Replayed"), "");
}

TEST_F(Routes, DeletingTheCaseWithAKeyOfAnotherRequestIsRefused) {
    ASSERT_EQ(
        rig.post("/v1/case/withdraw", R"({"all":true})", case_key(person.withdraw_token), {{"idempotency-key", "one"}})
            .status,
        200);
    EXPECT_EQ(verdict(rig.remove("/v1/case", case_key(person.withdraw_token), "one")), "409 key_reused");
    EXPECT_EQ(rig.get("/v1/case", case_key(person.read_token)).status, 200);
}

TEST_F(Routes, ReceiptsLastADay) {
    Request once = request(operations()[8]);
    ASSERT_EQ(rig.send(once).status, 201);
    rig.manual.pass(store::receipt_retention_millis + 1);
    rig.follow();
    const Response later = rig.send(once);
    EXPECT_EQ(later.status, 201);
    EXPECT_EQ(header_of(later, "Idempotency-Replayed"), "") << "a day later it is a new sighting";
}

TEST_F(Routes, BodiesBeyondTheLimitAreRefused) {
    for (const Operation& operation : operations()) {
        const std::size_t limit = rig.api->body_limit(operation.method, operation.path);
        EXPECT_EQ(limit == 0, operation.body.empty()) << operation.path;
        Request large = request(operation);
        large.body = operation.body + std::string(limit + 1 - operation.body.size(), ' ');
        large.headers["content-type"] = "application/json";
        EXPECT_EQ(verdict(rig.send(large)), "413 too_large") << operation.path;
    }
}

TEST_F(Routes, AKeyOfTheCaseIsAskedForBeforeALargeBodyIsTaken) {
    const std::string stranger = case_key(rig.person().read_token);
    int tried = 0;
    for (const Operation& operation : operations()) {
        if (rig.api->body_limit(operation.method, operation.path) <= large_body || operation.who == Who::anyone) {
            continue;
        }
        Request head = request(operation);
        head.body.clear();
        EXPECT_FALSE(rig.api->refuse_unread(head)) << operation.path;
        for (const std::string& sent : {std::string(), stranger, bearer(social)}) {
            head.headers["authorization"] = sent;
            const auto refused = rig.api->refuse_unread(head);
            ASSERT_TRUE(refused) << operation.path;
            EXPECT_EQ(verdict(*refused), "401 unauthorized") << operation.path;
        }
        ++tried;
    }
    EXPECT_EQ(tried, 3) << "more pictures, undo, new keys";
}

TEST_F(Routes, ARepeatedRotationIsLetInWithTheKeyThatItReplaced) {
    Request head = request(operations().at(14));
    ASSERT_EQ(head.path, "/v1/case/keys");
    ASSERT_EQ(rig.send(head).status, 200);
    head.body.clear();
    EXPECT_FALSE(rig.api->refuse_unread(head));
    head.headers["idempotency-key"] = "another";
    EXPECT_EQ(verdict(rig.api->refuse_unread(head).value_or(Response{})), "401 unauthorized");
}

TEST_F(Routes, DeletingAMessageTwiceIsDeletingItOnceWhateverKeyIsSent) {
    (void)rig.sight(social, picture(1));
    rig.follow();
    const auto ids = texts_of(rig.get("/v1/case/mailbox", case_key(person.read_token)).body, "messages", "id");
    ASSERT_EQ(ids.size(), 1U);
    for (int time = 0; time < 3; ++time) {
        for (const std::string& path : {"/v1/case/mailbox/" + ids[0], "/v1/case/mailbox/" + std::string(32, 'b')}) {
            const Response response = rig.remove(path, case_key(person.read_token), "one");
            EXPECT_EQ(response.status, 204) << response.body;
            EXPECT_EQ(header_of(response, "Idempotency-Replayed"), "");
        }
        EXPECT_TRUE(texts_of(rig.get("/v1/case/mailbox", case_key(person.read_token)).body, "messages", "id").empty());
    }
}

TEST_F(Routes, OnlyJsonIsTaken) {
    for (const Operation& operation : operations()) {
        if (operation.body.empty()) {
            continue;
        }
        for (const std::string type :
             {"", "text/plain", "image/jpeg", "multipart/form-data; boundary=x", "application/octet-stream",
              "application/jsonx", "application/x-www-form-urlencoded", "application/json; charset=latin1"}) {
            Request wrong = request(operation);
            wrong.headers["content-type"] = type;
            EXPECT_EQ(verdict(rig.send(wrong)), "415 wrong_media_type") << operation.path << type;
        }
        Request packed = request(operation);
        packed.headers["content-encoding"] = "gzip";
        EXPECT_EQ(verdict(rig.send(packed)), "415 wrong_media_type");
    }
    Request spelled = request(operations()[7]);
    spelled.headers["content-type"] = "Application/JSON; charset=\"UTF-8\"";
    EXPECT_EQ(rig.send(spelled).status, 200);
}

TEST_F(Routes, QueriesThatAreNotKnownAreRefused) {
    for (const Operation& operation : operations()) {
        Request odd = request(operation);
        odd.query["code"] = "1";
        EXPECT_EQ(verdict(rig.send(odd)), "400 malformed") << operation.path;
    }
}

TEST_F(Routes, WhatIsNoJsonObjectIsRefusedEverywhere) {
    std::string deep;
    for (int i = 0; i < 60; ++i) {
        deep += R"({"items":[)";
    }
    const std::vector<std::pair<std::string, std::string>> bodies{
        {"", "400 malformed"},
        {"{", "400 malformed"},
        {"[]", "422 invalid"},
        {"null", "422 invalid"},
        {"7", "422 invalid"},
        {"{\"a\":\"\xff\"}", "400 malformed"},
        {R"({"items":[],"items":[]})", "400 malformed"},
        {R"({"a":1e999})", "400 malformed"},
        {deep, "400 malformed"},
        {R"({"unheard_of":1})", "422 invalid"},
        {"{}", "422 invalid"},
    };
    for (const Operation& operation : operations()) {
        if (operation.body.empty()) {
            continue;
        }
        for (const auto& [body, expected] : bodies) {
            Request wrong = request(operation);
            wrong.body = body;
            if (operation.proved) {
                wrong.headers["holdfast-proof"] = rig.proof_for(body);
            }
            EXPECT_EQ(verdict(rig.send(wrong)), expected) << operation.path << ' ' << body.substr(0, 40);
        }
    }
}

TEST_F(Routes, AFailingStoreIsSaidPlainlyAndChangesNothing) {
    const std::vector<std::pair<store::StoreError, std::string>> errors{
        {store::StoreError::busy, "503 unavailable"},
        {store::StoreError::unavailable, "503 unavailable"},
        {store::StoreError::corrupt, "503 unavailable"},
        {store::StoreError::disk_full, "503 storage_full"},
    };
    for (const Operation& operation : operations()) {
        if (operation.store_call.empty()) {
            continue;
        }
        for (const auto& [error, expected] : errors) {
            const Request asked = request(operation);
            const auto before = *rig.real_store->last_position();
            rig.store->fault = [&](std::string_view call) {
                return call == operation.store_call ? std::optional(error) : std::nullopt;
            };
            const Response response = rig.send(asked);
            rig.store->fault = nullptr;
            EXPECT_EQ(verdict(response), expected) << operation.path;
            EXPECT_NE(header_of(response, "Retry-After"), "");
            EXPECT_EQ(*rig.real_store->last_position(), before);
        }
    }
    for (const Operation& operation : operations()) {
        if (operation.who == Who::reader || operation.who == Who::withdrawer) {
            const Request asked = request(operation);
            rig.store->fault = [](std::string_view call) {
                return call == "case_by_read_key" ? std::optional(store::StoreError::busy) : std::nullopt;
            };
            EXPECT_EQ(verdict(rig.send(asked)), "503 unavailable") << operation.path;
            rig.store->fault = nullptr;
        }
    }
}

TEST_F(Routes, AnExceptionEndsInAPlainAnswerThatQuotesNothing) {
    for (const Operation& operation : operations()) {
        if (operation.store_call.empty()) {
            continue;
        }
        const Request asked = request(operation);
        rig.store->fault = [&](std::string_view call) -> std::optional<store::StoreError> {
            if (call == operation.store_call) {
                throw std::runtime_error("secret of " + operation.path);
            }
            return std::nullopt;
        };
        const Response response = rig.send(asked);
        rig.store->fault = nullptr;
        EXPECT_EQ(verdict(response), "500 internal") << operation.path;
        EXPECT_EQ(response.body.find("secret"), std::string::npos);
    }
    EXPECT_EQ(rig.log.text().find("secret"), std::string::npos);
}

TEST_F(Routes, ANodeThatLagsAnswersNoPartnerAndSaysSo) {
    rig.store->fault = [](std::string_view call) {
        return call == "events_after" ? std::optional(store::StoreError::unavailable) : std::nullopt;
    };
    rig.manual.pass(jobs::most_lag_millis);
    EXPECT_EQ(rig.get("/readyz").status, 200) << "a second is still allowed";
    rig.manual.pass(1);
    EXPECT_FALSE(rig.follower->poll().has_value());
    for (const Operation& operation : operations()) {
        if (operation.who == Who::partner) {
            const Response response = rig.send(request(operation));
            EXPECT_EQ(verdict(response), "503 lagging") << operation.path;
            EXPECT_EQ(header_of(response, "Retry-After"), "1");
        }
    }
    const Response ready = rig.get("/readyz");
    EXPECT_EQ(ready.status, 503);
    EXPECT_EQ(text_of(ready.body, "status"), "lagging");
    EXPECT_EQ(number_of(ready.body, "lag_ms"), jobs::most_lag_millis + 1);
    EXPECT_EQ(rig.get("/healthz").status, 200);
    EXPECT_EQ(rig.get("/v1/case", case_key(person.read_token)).status, 200) << "a person can always see their case";

    rig.store->fault = nullptr;
    rig.follow();
    EXPECT_EQ(rig.get("/readyz").status, 200);
    EXPECT_EQ(rig.look_up(social, picture(1)).status, 200);
    rig.api->drain();
    EXPECT_EQ(rig.get("/readyz").status, 503);
    EXPECT_EQ(text_of(rig.get("/readyz").body, "status"), "draining");
}

TEST_F(Routes, CostsAndTemplatesComeFromABoundedSet) {
    std::set<std::string_view> templates;
    for (const Operation& operation : operations()) {
        templates.insert(rig.api->route(operation.method, operation.path));
    }
    EXPECT_EQ(templates.size(), 23U);
    EXPECT_TRUE(templates.contains("/v1/items/{item}/feedback"));
    EXPECT_TRUE(templates.contains("/v1/log/tile/{path}"));
    EXPECT_EQ(rig.api->route("GET", "/v1/" + to_hex(picture(1))), "other");
    EXPECT_EQ(rig.api->cost("POST", "/v1/lookup"), Cost::memory);
    EXPECT_EQ(rig.api->cost("POST", "/v1/submissions"), Cost::storage);
}

}  // namespace
}  // namespace holdfast::server::tests
