// SPDX-License-Identifier: Apache-2.0
// Any request: the API answers it with a status that docs/api/openapi.yaml declares for the operation (or one
// that holds for all: 400, 404, 405, 413), with a body that is JSON, and never by way of an exception. Put TMPDIR on a
// memory file system.
//
// Input: operation, who asks, form of the body, place of a splice, its length; then bytes that are the body or are
// spliced into a valid one, so that the fuzzer gets past the parser.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

#include "holdfast/core/json_reader.hpp"
#include "recorded_responses.hpp"
#include "service_rig.hpp"

namespace holdfast::server::tests {

void record_response(std::string_view /*method*/, std::string_view /*route*/, const Response& /*response*/) {}

namespace {

struct Target {
    std::string method;
    std::string path;
    std::string body;
};

/// "METHOD /path" -> statuses, from the lines of the contract: its indentation is part of its form.
std::map<std::string, std::set<int>> declared() {
    std::ifstream in(HOLDFAST_VECTORS "/../docs/api/openapi.yaml");
    std::map<std::string, std::set<int>> out;
    std::string line;
    std::string path;
    std::string method;
    while (std::getline(in, line)) {
        if (line.starts_with("  /")) {
            path = line.substr(2, line.rfind(':') - 2);
        } else if (line.starts_with("    ") && line.size() > 4 && line[4] != ' ' && line.ends_with(":")) {
            method = line.substr(4, line.size() - 5);
            std::ranges::transform(method, method.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
        } else if (line.starts_with("        \"") && line.size() > 12 && line[12] == '"') {
            out[method + ' ' + path].insert(std::stoi(line.substr(9, 3)));
        }
    }
    if (out.size() < 15) {
        std::abort();
    }
    return out;
}

struct World {
    World() {
        rig.manual.pass(1);
        (void)rig.submit(person, {picture(1), picture(2)});
        const std::string number = rig.found(social, picture(1)).at(0);
        const std::string signals = R"("signals":[{"kind":"pdq","code":")" + to_hex(picture(1)) + R"(","quality":70}])";
        const std::string body = ServiceRig::submission_body(other, {ServiceRig::item(picture(3))});
        const auto from = body.find(R"("read_key_hash")");
        targets = {
            {"GET", "/v1/service", ""},
            {"GET", "/v1/challenge", ""},
            {"POST", "/v1/submissions", body},
            {"GET", "/v1/case", ""},
            {"DELETE", "/v1/case", ""},
            {"GET", "/v1/case/mailbox", ""},
            {"DELETE", "/v1/case/mailbox/" + std::string(32, 'a'), ""},
            {"POST", "/v1/case/items", R"({"statement":"adult-1","items":[)" + ServiceRig::item(picture(4)) + "]}"},
            {"POST", "/v1/case/withdraw", R"({"items":[")" + std::string(32, 'b') + R"("],"all":true})"},
            {"POST", "/v1/case/undo",
             R"({"items":[{"item":")" + std::string(32, 'b') + R"(","salt":")" + std::string(43, 'A') + "\"," +
                 signals + "}]}"},
            {"POST", "/v1/case/keys",
             "{" + body.substr(from, body.find(R"(,"statement")") - from) + R"(,"messages":[{"id":")" +
                 std::string(32, 'c') + R"(","sealed":")" + std::string(406, 'A') + "\"}]}"},
            {"POST", "/v1/lookup", "{" + signals + R"(,"radius":31,"banks":["submissions"]})"},
            {"POST", "/v1/sightings",
             "{" + signals +
                 R"(,"content_id":"p","url":"https://x","release_url":true,"action":"none","seen_at":"2026-11-21T18:00:00Z"})"},
            {"POST", "/v1/items/" + number + "/feedback", R"({"verdict":"blocked"})"},
            {"GET", "/v1/feed", ""},
            {"GET", "/v1/partner", ""},
            {"GET", "/healthz", ""},
            {"GET", "/readyz", ""},
            {"POST", "/v1/seals", R"({"seal":")" + std::string(64, '5') + "\"}"},
        };
    }

    ServiceRig rig{[] {
        RigOptions options;
        options.settings.least_difficulty = 0;
        options.settings.most_difficulty = 0;
        return options;
    }()};
    PartnerKey social = rig.partner("Example Social");
    Person person = rig.person();
    Person other = rig.person();
    std::vector<Target> targets;
    std::map<std::string, std::set<int>> statuses = declared();
};

void require(bool held, const Request& request, const Response& response) {
    if (!held) {
        std::cerr << request.method << ' ' << request.path << " -> " << response.status << ' ' << response.content_type
                  << '\n'
                  << response.body << '\n';
        std::abort();
    }
}

void ask(World& world, const std::uint8_t* data, std::size_t size) {
    const Target& target = world.targets[data[0] % world.targets.size()];
    const std::uint8_t who = data[1];
    const std::string_view rest(reinterpret_cast<const char*>(data) + 6, size - 6);
    Request request;
    request.method = target.method;
    request.path = target.path;
    if (data[2] % 3 == 0) {
        request.body = rest;
    } else {
        request.body = target.body;
        const std::size_t at = request.body.empty() ? 0 : (data[3] + 256U * data[4]) % request.body.size();
        request.body.replace(at, data[5] % 64U, rest);
    }
    if ((who & 1U) != 0) {
        request.headers["authorization"] = bearer(world.social);
    } else if ((who & 2U) != 0) {
        request.headers["authorization"] = case_key(world.person.read_token);
    } else if ((who & 4U) != 0) {
        request.headers["authorization"] = case_key(world.person.withdraw_token);
    } else {
        request.headers["authorization"] = rest;
    }
    if ((who & 8U) != 0) {
        request.headers["holdfast-proof"] = world.rig.proof_for(request.body);
    } else {
        request.headers["holdfast-proof"] = rest;
    }
    request.headers["idempotency-key"] = (who & 16U) != 0 ? world.rig.fresh_key() : std::string(rest);
    request.headers["content-type"] = (who & 32U) != 0 ? std::string(rest) : "application/json";
    if ((who & 64U) != 0) {
        request.query["after"] = rest;
        request.query["limit"] = rest;
    }
    if ((who & 128U) != 0) {
        request.path = data[2] % 2 == 0 ? std::string(rest) : "/v1/items/" + std::string(rest) + "/feedback";
    }

    const Response response = world.rig.api->handle(request);
    const std::string_view route = world.rig.api->route(request.method, request.path);
    const auto known = world.statuses.find(request.method + ' ' + std::string(route));
    // Of those that `default` covers: an unknown query name, path or method, a body where none is taken.
    const bool of_default =
        response.status == 400 || response.status == 404 || response.status == 405 || response.status == 413;
    require((known != world.statuses.end() && known->second.contains(response.status)) || of_default, request,
            response);
    const bool problem = response.content_type == "application/problem+json";
    const bool not_ready = route == "/readyz" && response.status == 503;
    require(problem == (response.status >= 400 && !not_ready), request, response);
    JsonDocument document;
    JsonFaults faults;
    if (response.status == 204) {
        require(response.body.empty() && response.content_type.empty(), request, response);
    } else {
        require(document.parse(response.body, {.bytes = response.body.size()}).has_value(), request, response);
        require(!problem || document.object(faults).integer("status", response.status, response.status).has_value(),
                request, response);
    }
    require(world.rig.log.text().find("api.exception") == std::string::npos, request, response);
    if (response.status == 204 && target.path == "/v1/case") {
        world.rig.manual.pass(1);
        (void)world.rig.submit(world.person, {picture(1), picture(2)});
    }
}

}  // namespace
}  // namespace holdfast::server::tests

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static holdfast::server::tests::World world;
    if (size >= 6) {
        holdfast::server::tests::ask(world, data, size);
    }
    return 0;
}
