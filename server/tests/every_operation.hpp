// SPDX-License-Identifier: Apache-2.0
// Every operation of the API with a request that succeeds, for tests of what holds of all alike.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "service_rig.hpp"

namespace holdfast::server::tests {

enum class Who { anyone, reader, withdrawer, either, partner };

struct Operation {
    std::string method;
    std::string path;
    Who who = Who::anyone;
    std::string body = {};        // a valid one
    bool proved = false;          // takes a proof of work
    bool once = false;            // takes an Idempotency-Key
    int status = 200;             // of success
    std::string store_call = {};  // what fails when the store does; empty: never asks it
    std::uint32_t scope = 0;
    const Person* of = nullptr;  // whose case; none: the first person's
};

class EveryOperation : public testing::Test {
  protected:
    ServiceRig rig;
    PartnerKey social = rig.partner("Example Social");
    Person person = rig.person();
    std::vector<std::string> ids = rig.submit(person, {picture(1), picture(2)});
    Person second = rig.person();  // whose keys are replaced
    Person third = rig.person();   // whose case is erased
    std::vector<std::string> more_ids = rig.submit(second, {picture(11)});
    std::vector<std::string> most_ids = rig.submit(third, {picture(12)});
    std::string number = rig.found(social, picture(1)).at(0);
    int logged = rig.post_proved("/v1/seals", R"({"seal":")" + std::string(64, 'd') + "\"}").status;

    std::vector<Operation> operations() {
        const std::string signals = R"("signals":[{"kind":"pdq","code":")" + to_hex(picture(1)) + R"("}])";
        const Person fresh = rig.person();
        return {
            {.method = "GET", .path = "/v1/service"},
            {.method = "GET", .path = "/v1/challenge"},
            {.method = "POST",
             .path = "/v1/submissions",
             .body = ServiceRig::submission_body(fresh, {ServiceRig::item(picture(3))}),
             .proved = true,
             .once = true,
             .status = 201,
             .store_call = "submit"},
            {.method = "GET", .path = "/v1/case", .who = Who::either, .store_call = "case_by_read_key"},
            {.method = "GET", .path = "/v1/case/mailbox", .who = Who::reader, .store_call = "mailbox"},
            {.method = "DELETE",
             .path = "/v1/case/mailbox/" + std::string(32, 'a'),
             .who = Who::reader,
             .status = 204,
             .store_call = "delete_message"},
            {.method = "POST",
             .path = "/v1/case/items",
             .who = Who::reader,
             .body = R"({"statement":"adult-1","items":[)" + ServiceRig::item(picture(4)) + "]}",
             .proved = true,
             .once = true,
             .status = 201,
             .store_call = "add_items"},
            {.method = "POST", .path = "/v1/lookup", .who = Who::partner, .body = "{" + signals + "}", .scope = 1},
            {.method = "POST",
             .path = "/v1/sightings",
             .who = Who::partner,
             .body = "{" + signals + R"(,"content_id":"post-7"})",
             .once = true,
             .status = 201,
             .store_call = "report_sighting",
             .scope = 2},
            {.method = "POST",
             .path = "/v1/items/" + number + "/feedback",
             .who = Who::partner,
             .body = R"({"verdict":"blocked"})",
             .once = true,
             .store_call = "give_feedback",
             .scope = 4},
            {.method = "GET", .path = "/v1/feed", .who = Who::partner, .store_call = "feed", .scope = 8},
            {.method = "GET", .path = "/v1/partner", .who = Who::partner},
            {.method = "POST",
             .path = "/v1/case/undo",
             .who = Who::reader,
             .body = undo_body(),
             .once = true,
             .store_call = "restore"},
            {.method = "POST",
             .path = "/v1/case/withdraw",
             .who = Who::withdrawer,
             .body = R"({"items":[")" + ids.at(0) + "\"]}",
             .once = true,
             .store_call = "withdraw"},
            {.method = "POST",
             .path = "/v1/case/keys",
             .who = Who::withdrawer,
             .body = keys_body(),
             .once = true,
             .store_call = "rotate_keys",
             .of = &second},
            {.method = "DELETE",
             .path = "/v1/case",
             .who = Who::withdrawer,
             .once = true,
             .status = 204,
             .store_call = "erase_case",
             .of = &third},
            {.method = "GET", .path = "/healthz"},
            {.method = "GET", .path = "/readyz"},
            {.method = "POST",
             .path = "/v1/seals",
             .body = R"({"seal":")" + std::string(64, 'e') + "\"}",
             .proved = true,
             .store_call = "log_seal"},
            {.method = "POST",
             .path = "/v1/time-stamps",
             .body = R"({"seal":")" + std::string(64, 'e') + "\"}",
             .proved = true},
            {.method = "GET", .path = "/v1/log/checkpoint", .store_call = "seal_head"},
            {.method = "GET", .path = "/v1/log/tile/0/000.p/1", .store_call = "seal_hashes"},
            // This service publishes neither.
            {.method = "GET", .path = "/v1/guidance", .status = 404},
            {.method = "GET", .path = "/v1/recipients", .status = 404},
        };
    }

    /// Of the second item, which is withdrawn for that.
    std::string undo_body() {
        if (undo_.empty()) {
            EXPECT_EQ(rig.post("/v1/case/withdraw", R"({"items":[")" + ids[1] + "\"]}", case_key(person.withdraw_token))
                          .status,
                      200);
            std::string copy = rig.opened(person.read_token, person.keys, "withdrawn_copy").at(0);
            const std::string kind = R"("kind":"withdrawn_copy",)";
            copy.erase(copy.find(kind), kind.size());
            undo_ = R"({"items":[)" + copy + "]}";
        }
        return undo_;
    }

    std::string keys_body() {
        const Person fresh = rig.person();
        const std::string whole = ServiceRig::submission_body(fresh, {});
        const auto from = whole.find(R"("read_key_hash")");
        const auto to = whole.find(R"(,"statement")");
        return "{" + whole.substr(from, to - from) + R"(,"messages":[]})";
    }

    [[nodiscard]] std::string authorization(Who who, const Person* of = nullptr) const {
        const Person& whose = of != nullptr ? *of : person;
        switch (who) {
            case Who::anyone:
                return "";
            case Who::reader:
            case Who::either:
                return case_key(whose.read_token);
            case Who::withdrawer:
                return case_key(whose.withdraw_token);
            case Who::partner:
                return bearer(social);
        }
        return "";
    }

    Request request(const Operation& operation) {
        Request out;
        out.method = operation.method;
        out.path = operation.path;
        out.body = operation.body;
        if (operation.who != Who::anyone) {
            out.headers["authorization"] = authorization(operation.who, operation.of);
        }
        if (!operation.body.empty()) {
            out.headers["content-type"] = "application/json";
        }
        if (operation.once) {
            out.headers["idempotency-key"] = rig.fresh_key();
        }
        if (operation.proved) {
            out.headers["holdfast-proof"] = rig.proof_for(operation.body);
        }
        return out;
    }

    std::string undo_;
};

}  // namespace holdfast::server::tests
