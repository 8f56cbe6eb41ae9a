// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <thread>

#include "tests/plain_service.hpp"
#include "tests/raw_client.hpp"

namespace holdfast::server {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Key;
using testing::Not;

int status_after(PlainService& service, const std::string& bytes) {
    RawClient client(service.server->port());
    client.send(bytes);
    const auto response = client.receive();
    return response ? response->status : 0;
}

TEST(HttpServer, AnswersManyRequestsOverOneConnection) {
    PlainService service;
    RawClient client(service.server->port());
    for (int i = 0; i < 100; ++i) {
        const std::string body = "{\"n\":" + std::to_string(i) + "}";
        ASSERT_TRUE(client.send(RawClient::post("/echo", body)));
        const auto response = client.receive();
        ASSERT_TRUE(response);
        EXPECT_EQ(response->status, 200);
        EXPECT_EQ(response->body, body);
    }
    EXPECT_EQ(service.server->counts().accepted, 1U);
}

TEST(HttpServer, AnswersPipelinedRequestsInOrderWhateverTheyCost) {
    PlainService service({.threads = 2, .workers = 2});
    RawClient client(service.server->port());
    std::string all;
    for (int i = 0; i < 200; ++i) {
        all += RawClient::post(i % 3 == 0 ? "/stored" : "/echo", "[" + std::to_string(i) + "]");
    }
    ASSERT_TRUE(client.send(all));
    for (int i = 0; i < 200; ++i) {
        const auto response = client.receive();
        ASSERT_TRUE(response);
        EXPECT_EQ(response->body, "[" + std::to_string(i) + "]");
    }
}

TEST(HttpServer, TakesARequestThatArrivesOneByteAtATime) {
    PlainService service;
    RawClient client(service.server->port());
    for (const char c : "\r\n" + RawClient::post("/echo", R"({"slow":1})")) {
        ASSERT_TRUE(client.send({&c, 1}));
    }
    EXPECT_EQ(client.receive()->body, R"({"slow":1})");
}

TEST(HttpServer, TakesABodyLargerThanItsBuffersAndSendsALargeOne) {
    PlainService service;
    RawClient client(service.server->port());
    const std::string body = "\"" + std::string(120'000, 'x') + "\"";
    client.send(RawClient::post("/echo", body) + RawClient::get("/big") + RawClient::get("/plain"));
    EXPECT_EQ(client.receive()->body, body);
    EXPECT_EQ(client.receive()->body.size(), 8U << 20U);
    EXPECT_EQ(client.receive()->status, 200);
}

TEST(HttpServer, ClosesWhenAskedToAndAfterTheLastAllowedRequest) {
    HttpOptions options;
    options.limits.requests_per_connection = 2;
    PlainService service(options);
    RawClient asked(service.server->port());
    asked.send(RawClient::get("/plain", "Connection: close\r\n"));
    EXPECT_EQ(asked.receive()->headers.at("connection"), "close");
    EXPECT_TRUE(asked.closed_by_server());
    RawClient counted(service.server->port());
    counted.send(RawClient::get("/plain"));
    EXPECT_THAT(counted.receive()->headers, Not(Contains(Key("connection"))));
    counted.send(RawClient::get("/plain"));
    EXPECT_EQ(counted.receive()->headers.at("connection"), "close");
    EXPECT_TRUE(counted.closed_by_server());
}

TEST(HttpServer, AnswersHeadWithoutABodyAndOptionsWithTheMethods) {
    PlainService service;
    RawClient client(service.server->port());
    client.send("HEAD /plain HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto head = client.receive(true);
    ASSERT_TRUE(head);
    EXPECT_EQ(head->status, 200);
    EXPECT_EQ(head->headers.at("content-length"), "16") << "the length of what GET gives";
    client.send("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto options = client.receive();
    EXPECT_EQ(options->status, 204);
    EXPECT_THAT(options->headers.at("allow"), HasSubstr("POST"));
    EXPECT_THAT(options->headers, Not(Contains(Key("access-control-allow-origin"))));
    client.send(RawClient::get("/plain"));
    EXPECT_EQ(client.receive()->status, 200);
}

TEST(HttpServer, SaysContinueBeforeABodyThatItWillTake) {
    PlainService service;
    RawClient client(service.server->port());
    client.send(
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: 2\r\n"
        "Expect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.receive()->status, 100);
    client.send("[]");
    EXPECT_EQ(client.receive()->body, "[]");
}

TEST(HttpServer, RefusesWithProblemDocuments) {
    PlainService service;
    std::ifstream contract_file(HOLDFAST_VECTORS "/../docs/api/openapi.yaml");
    const std::string contract(std::istreambuf_iterator<char>(contract_file), {});
    const std::string line = "POST /echo HTTP/1.1\r\nHost: a\r\n";
    const std::vector<std::pair<std::string, int>> cases{
        {"nonsense\r\n\r\n", 400},
        {"GET / HTTP/1.1\nHost: a\n\n", 400},
        {line + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n[]", 400},
        {line + "\r\n", 411},
        {line + "Transfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n", 411},
        {line + "Content-Type: application/json\r\nContent-Length: 131073\r\n\r\n", 413},
        {line + "Content-Type: application/json\r\nContent-Length: 18446744073709551615\r\n\r\n", 413},
        {"GET /plain HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", 413},
        {"GET /" + std::string(3000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
        {"GET /" + std::string(30'000, 'a'), 414},
        {line + "Content-Length: 2\r\n\r\n[]", 415},
        {line + "Content-Type: image/jpeg\r\nContent-Length: 2\r\n\r\n[]", 415},
        {line + "Content-Type: application/jsonx\r\nContent-Length: 2\r\n\r\n[]", 415},
        {"GET / HTTP/1.1\r\nHost: a\r\nA: " + std::string(30'000, 'a'), 431},
        {"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
        {"GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505},
    };
    for (const auto& [bytes, status] : cases) {
        RawClient client(service.server->port());
        client.send(bytes);
        const auto response = client.receive();
        ASSERT_TRUE(response) << bytes.substr(0, 100);
        EXPECT_EQ(response->status, status) << bytes.substr(0, 100);
        EXPECT_EQ(response->headers.at("content-type"), "application/problem+json");
        const std::string type = response->body.substr(9, response->body.find(',') - 10);
        EXPECT_THAT(contract, HasSubstr("\"" + type + "\"")) << "a word that the contract does not list";
        EXPECT_THAT(response->body, HasSubstr("\"status\":" + std::to_string(status)));
        EXPECT_EQ(response->headers.at("connection"), "close");
        EXPECT_TRUE(client.closed_by_server());
    }
}

TEST(HttpServer, AnUnknownPathIsToldSoEvenWithABody) {
    PlainService service;
    EXPECT_EQ(status_after(service, RawClient::post("/nothing-here", "{}")), 404);
    // The body is not read, so nothing behind it may be either: it could be taken for a request.
    RawClient client(service.server->port());
    client.send(RawClient::post("/nothing-here", RawClient::get("/plain")));
    const auto response = client.receive();
    ASSERT_TRUE(response);
    EXPECT_EQ(response->headers.at("connection"), "close");
    EXPECT_FALSE(client.receive());
}

TEST(HttpServer, RefusesALargeBodyBeforeItIsSentAndTheClientSeesWhy) {
    PlainService service;
    RawClient client(service.server->port());
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 500000\r\n\r\n");
    client.send(std::string(500'000, ' '));
    const auto response = client.receive();
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 413);
}

TEST(HttpServer, AThrowingHandlerIsA500AndNothingMore) {
    PlainService service;
    RawClient client(service.server->port());
    client.send(RawClient::get("/throws"));
    EXPECT_EQ(client.receive()->status, 500);
    client.send(RawClient::get("/plain"));
    EXPECT_EQ(client.receive()->status, 200);
}

TEST(HttpServer, PutsTheSecurityHeadersOnEveryAnswer) {
    PlainService service;
    for (const std::string& bytes :
         {RawClient::get("/plain"), RawClient::get("/missing"), RawClient::get("/throws"),
          std::string("OPTIONS /plain HTTP/1.1\r\nHost: a\r\n\r\n"), std::string("nonsense\r\n\r\n"),
          std::string("POST /echo HTTP/1.1\r\nHost: a\r\n\r\n")}) {
        RawClient client(service.server->port());
        client.send(bytes);
        const auto response = client.receive();
        ASSERT_TRUE(response) << bytes;
        const auto& headers = response->headers;
        ASSERT_THAT(headers, Contains(Key("content-security-policy"))) << bytes;
        const std::string& csp = headers.at("content-security-policy");
        for (const char* part :
             {"default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "form-action 'none'", "base-uri 'none'",
              "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types holdfast"}) {
            EXPECT_THAT(csp, HasSubstr(part));
        }
        EXPECT_THAT(csp, Not(HasSubstr("http")));
        EXPECT_EQ(headers.at("referrer-policy"), "no-referrer");
        EXPECT_EQ(headers.at("x-content-type-options"), "nosniff");
        EXPECT_EQ(headers.at("cross-origin-opener-policy"), "same-origin");
        EXPECT_EQ(headers.at("cross-origin-embedder-policy"), "require-corp");
        EXPECT_EQ(headers.at("cross-origin-resource-policy"), "same-origin");
        EXPECT_THAT(headers.at("permissions-policy"), HasSubstr("camera=()"));
        EXPECT_EQ(headers.at("cache-control"), "no-store");
        EXPECT_THAT(headers, Not(Contains(Key("strict-transport-security"))));
        EXPECT_THAT(headers, Not(Contains(Key("server"))));
        EXPECT_THAT(headers, Not(Contains(Key("set-cookie"))));
        EXPECT_THAT(headers, Contains(Key("date")));
    }
    HttpOptions options;
    options.behind_tls = true;
    PlainService behind(options);
    RawClient client(behind.server->port());
    client.send(RawClient::get("/plain"));
    EXPECT_THAT(client.receive()->headers, Contains(Key("strict-transport-security")));
}

TEST(HttpServer, TellsTheObserverRoutesAndNeverPaths) {
    PlainService service;
    RawClient client(service.server->port());
    client.send(RawClient::get("/plain?secret=1") + RawClient::get("/very/private") +
                "XYZZY /plain HTTP/1.1\r\nHost: a\r\n\r\n");
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(client.receive());
    const auto seen = service.observer.seen();
    ASSERT_EQ(seen.size(), 3U);
    EXPECT_EQ(seen[0].route, "/plain");
    EXPECT_EQ(seen[0].status, 200);
    EXPECT_EQ(seen[1].route, "other");
    EXPECT_EQ(seen[1].status, 404);
    EXPECT_EQ(seen[2].method, "other");
    EXPECT_EQ(seen[2].status, 501);
}

TEST(HttpServer, SaysWhatIsWrongWhenItCannotListen) {
    PlainService service;
    HttpOptions options;
    options.port = service.server->port();
    PlainHandler handler;
    RecordingObserver observer;
    const auto second = HttpServer::start(options, handler, observer);
    ASSERT_FALSE(second);
    EXPECT_THAT(second.error(), HasSubstr("port " + std::to_string(options.port)));
    options.address = "not-an-address";
    EXPECT_FALSE(HttpServer::start(options, handler, observer));
}

TEST(HttpServer, SpreadsConnectionsEvenlyOverItsThreads) {
    PlainService service({.threads = 2});
    std::vector<RawClient> clients;
    for (int i = 0; i < 8; ++i) {
        clients.emplace_back(service.server->port());
        clients.back().send(RawClient::get("/plain"));
        ASSERT_TRUE(clients.back().receive());
    }
    EXPECT_EQ(service.server->counts().connections, 8U);
}

TEST(HttpDrain, FinishesRunningRequestsAndClosesIdleConnections) {
    PlainService service({.threads = 2, .workers = 2});
    RawClient idle(service.server->port());
    idle.send(RawClient::get("/plain"));
    ASSERT_TRUE(idle.receive());
    RawClient running(service.server->port());
    running.send(RawClient::get("/held"));
    service.handler.wait_for_held(1);

    bool clean = false;
    std::thread drain([&] { clean = service.server->drain(std::chrono::seconds(20)); });
    EXPECT_TRUE(idle.closed_by_server());
    service.handler.release();
    const auto response = running.receive();
    drain.join();
    ASSERT_TRUE(response);
    EXPECT_EQ(response->body, R"({"held":true})");
    EXPECT_EQ(response->headers.at("connection"), "close");
    EXPECT_TRUE(clean);
    EXPECT_FALSE(RawClient(service.server->port()).send(RawClient::get("/plain")));
}

TEST(HttpDrain, CutsWhatDoesNotEndInTimeAndSaysSo) {
    HttpOptions options;
    options.limits.body_time = std::chrono::seconds(60);
    PlainService service(options);
    RawClient stuck(service.server->port());
    stuck.send(
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n"
        "Expect: 100-continue\r\n\r\n");
    ASSERT_EQ(stuck.receive()->status, 100);
    EXPECT_FALSE(service.server->drain(std::chrono::milliseconds(50)));
    EXPECT_TRUE(stuck.closed_by_server());
}

}  // namespace
}  // namespace holdfast::server
