// SPDX-License-Identifier: Apache-2.0
// The service as a process: what it prints, how it refuses, how it ends.
#include <gmock/gmock.h>
#include <signal.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>

#include "bench/load_codes.hpp"
#include "tests/service_process.hpp"

namespace holdfast::server {
namespace {

using testing::HasSubstr;
using testing::Not;

using Serve = WithService;

TEST_F(Serve, AnswersPageApiAndExitThenEndsWithZeroOnSigterm) {
    ServiceProcess service(folder_, arguments());
    const std::uint16_t port = service.port();
    ASSERT_NE(port, 0) << service.errors();
    const auto page = ask(port, RawClient::get("/"));
    ASSERT_TRUE(page);
    EXPECT_EQ(page->status, 200);
    EXPECT_EQ(page->headers.at("content-type"), "text/html; charset=utf-8");
    EXPECT_EQ(page->headers.at("cache-control"), "no-store");
    const auto asset = ask(port, RawClient::get("/assets/a-1.js"));
    ASSERT_TRUE(asset);
    EXPECT_EQ(asset->status, 200);
    EXPECT_EQ(asset->headers.at("cache-control"), "no-store");
    EXPECT_FALSE(asset->headers.contains("etag"));
    EXPECT_THAT(ask(port, RawClient::get("/v1/service"))->body, HasSubstr("\"platforms\":[]"));
    EXPECT_THAT(ask(port, RawClient::get("/v1/challenge"))->body, HasSubstr("\"challenge\":"));
    EXPECT_EQ(ask(port, RawClient::get("/healthz"))->status, 200);
    EXPECT_EQ(ask(port, RawClient::get("/v1/nothing"))->status, 404);
    EXPECT_EQ(ask(port, RawClient::get("/metrics"))->status, 404) << "on the operations listener alone";
    EXPECT_EQ(ask(port, RawClient::get("/exit"))->headers.at("clear-site-data"), R"("cache", "storage")");
    EXPECT_EQ(service.stop(SIGTERM), 0);
    EXPECT_EQ(fs::status(folder_ / "data").permissions(), fs::perms::owner_all);
}

TEST_F(Serve, GivesMetricsOnTheirOwnListener) {
    // Two ports from the system: the operations listener is asked for on a port that was free a moment ago.
    ServiceProcess first(folder_, arguments());
    const std::uint16_t free_port = first.port();
    ASSERT_NE(free_port, 0);
    EXPECT_EQ(first.stop(SIGTERM), 0);
    auto list = arguments();
    list[5] = "127.0.0.1:" + std::to_string(free_port);
    ServiceProcess service(folder_, list);
    const std::uint16_t port = service.port();
    ASSERT_NE(port, 0) << service.errors();
    ASSERT_EQ(ask(port, RawClient::get("/v1/service"))->status, 200);
    const auto metrics = ask(free_port, RawClient::get("/metrics"));
    ASSERT_TRUE(metrics);
    EXPECT_THAT(metrics->body,
                HasSubstr(R"(holdfast_http_requests_total{route="/v1/service",method="GET",status="200"} 1)"));
    for (const char* name :
         {"holdfast_http_connections", "holdfast_queue_length", "holdfast_index_items_entries",
          "holdfast_log_lag_milliseconds", "holdfast_store_errors_total", "holdfast_lookup_hits_total"}) {
        EXPECT_THAT(metrics->body, HasSubstr("# HELP " + std::string(name)));
    }
    EXPECT_EQ(ask(free_port, RawClient::get("/readyz"))->status, 200);
    EXPECT_EQ(ask(free_port, RawClient::get("/v1/service"))->status, 404);
    EXPECT_EQ(service.stop(SIGINT), 0);
}

TEST_F(Serve, FinishesWhatRunsWhenTold) {
    ServiceProcess service(folder_, arguments());
    const std::uint16_t port = service.port();
    ASSERT_NE(port, 0) << service.errors();
    RawClient idle(port);
    idle.send(RawClient::get("/healthz"));
    ASSERT_TRUE(idle.receive());
    // A request of which all but the last byte has arrived is under way.
    RawClient running(port);
    const std::string request = RawClient::post("/v1/lookup", R"({"signals":[]})", "Expect: 100-continue\r\n");
    const auto head_end = request.find("\r\n\r\n") + 4;
    running.send(request.substr(0, head_end));
    ASSERT_EQ(running.receive()->status, 100);
    running.send(request.substr(head_end, 3));
    service.signal(SIGTERM);
    EXPECT_TRUE(idle.closed_by_server());
    running.send(request.substr(head_end + 3));
    const auto response = running.receive();
    ASSERT_TRUE(response) << "the answer was lost";
    EXPECT_EQ(response->status, 401);
    EXPECT_EQ(response->headers.at("connection"), "close");
    EXPECT_EQ(service.wait(), 0);
    EXPECT_THAT(service.errors(), HasSubstr("\"cut_requests\":\"no\""));
}

/// Requests pour in while the service is told to stop. How many had arrived before that and got no answer, how many got
/// a part of one, and how many a wrong one.
struct Losses {
    std::atomic<int> unanswered = 0;
    std::atomic<int> cut_short = 0;
    std::atomic<int> wrong = 0;
};
void stop_amid_requests(ServiceProcess& service, Losses& losses) {
    constexpr int clients_at_once = 48;
    const std::uint16_t port = service.port();
    ASSERT_NE(port, 0) << service.errors();
    // Answered in memory, by a worker, and by a worker that asks the store.
    const std::string unknown_case = "Authorization: Holdfast-Case " + std::string(43, 'A') + "\r\n";
    const std::vector<std::pair<std::string, int>> requests{
        {RawClient::get("/v1/service"), 200},
        {RawClient::get("/v1/case"), 401},
        {RawClient::get("/v1/case", unknown_case), 401},
    };
    std::atomic<bool> told = false;
    std::atomic<int> answered = 0;
    std::vector<std::thread> clients;
    for (std::size_t i = 0; i < clients_at_once; ++i) {
        clients.emplace_back([&, i] {
            const auto& [request, status] = requests[i % requests.size()];
            RawClient client(port);
            for (;;) {
                if (!client.send(request)) return;
                const bool sent_before = !told;
                const auto response = client.receive();
                if (!response) {
                    // The service may close a connection between two answers, and what was sent after that is the
                    // client's to repeat (RFC 9112 section 9.5). What was there before it was told to stop is not.
                    if (client.has_part_of_an_answer()) {
                        ++losses.cut_short;
                    } else if (sent_before) {
                        ++losses.unanswered;
                    }
                    return;
                }
                if (response->status != status) ++losses.wrong;
                ++answered;
                if (response->headers.contains("connection")) return;
            }
        });
    }
    while (answered < 10 * clients_at_once) std::this_thread::yield();
    told = true;
    EXPECT_EQ(service.stop(SIGTERM), 0);
    for (std::thread& each : clients) each.join();
}

TEST_F(Serve, DrainsWhileRequestsPourInAndLosesNone) {
    Losses losses;
    for (int round = 0; round < 8; ++round) {
        ServiceProcess service(folder_, arguments());
        stop_amid_requests(service, losses);
        if (HasFatalFailure()) return;
    }
    EXPECT_EQ(losses.unanswered, 0) << "a request that had arrived was dropped";
    EXPECT_EQ(losses.cut_short, 0) << "an answer was cut short";
    EXPECT_EQ(losses.wrong, 0);
}

TEST_F(Serve, RefusesALargeBodyUnreadToWhoHasNoKeyOfACase) {
    ServiceProcess service(folder_, arguments());
    const std::uint16_t port = service.port();
    ASSERT_NE(port, 0) << service.errors();
    RawClient client(port);
    const std::string body(4'000'000, ' ');
    const std::string request = RawClient::post(
        "/v1/case/keys", body, "Authorization: Holdfast-Case " + std::string(43, 'A') + "\r\nIdempotency-Key: one\r\n");
    client.send(request.substr(0, request.size() - body.size()));
    const auto response = client.receive();
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 401);
    EXPECT_THAT(response->body, HasSubstr("urn:holdfast:problem:unauthorized"));
}

TEST_F(Serve, LogsHoldNothingThatAClientSent) {
    ServiceProcess service(folder_, arguments({"--log-sample", "1", "--log-level", "debug"}));
    const std::uint16_t port = service.port();
    ASSERT_NE(port, 0) << service.errors();
    const std::string code(64, 'e');
    const std::string key = "hfp_" + std::string(64, 'd');
    const std::vector<std::string> requests{
        RawClient::post("/v1/lookup", R"({"signals":[{"kind":"pdq","code":")" + code + R"("}]})",
                        "Authorization: Bearer " + key + "\r\nX-Forwarded-For: 203.0.113.7\r\n"),
        RawClient::get("/v1/feed?after=secretcursor&code=" + code, "Authorization: Bearer " + key + "\r\n"),
        RawClient::get("/v1/case", "Authorization: Holdfast-Case " + std::string(43, 'q') + "\r\nCookie: a=tasty\r\n"),
        RawClient::get("/" + code + "/secretpath?secretquery=1", "User-Agent: secretagent\r\n"),
        RawClient::post("/v1/submissions", R"({"case_number":"HF-SECR-ETNO-X"})", "Holdfast-Proof: secretproof.1\r\n"),
        "GET /v1/items/" + code + "/feedback HTTP/1.1\r\nHost: secrethost\r\n\r\n",
        "secretline " + code + "\r\n\r\n"};
    for (const std::string& each : requests) ASSERT_TRUE(ask(port, each)) << each;
    EXPECT_EQ(service.stop(SIGTERM), 0);
    const std::string log = service.errors();
    EXPECT_THAT(log, HasSubstr(R"("route":"/v1/lookup","method":"POST","status":"401")"));
    EXPECT_THAT(log, HasSubstr(R"("route":"malformed")"));
    for (const char* never :
         {"eeeeeeee", "dddddddd", "qqqqqqqq", "203.0.113", "127.0.0.1", "secret", "SECR", "tasty"}) {
        EXPECT_THAT(log, Not(HasSubstr(never)));
    }
}

TEST_F(Serve, LooksUpWhileFiveHundredIdleAndAHundredTricklingConnectionsHang) {
    constexpr std::uint64_t banked = 1000;
    constexpr std::size_t lookups = 300;
    fs::create_directory(folder_ / "data");
    fs::permissions(folder_ / "data", fs::perms::owner_all);
    ASSERT_TRUE(load::prepare((folder_ / "data").c_str(), banked));
    ServiceProcess service(folder_, arguments());
    const std::uint16_t port = service.port();
    ASSERT_NE(port, 0) << service.errors();
    std::vector<RawClient> idle;
    std::vector<RawClient> trickling;
    for (int i = 0; i < 500; ++i) idle.emplace_back(port);
    const std::string key(load::partner_key().view());
    const std::string authorization = "Authorization: Bearer " + key + "\r\n";
    for (int i = 0; i < 100; ++i) {
        trickling.emplace_back(port);
        const std::string request = RawClient::post("/v1/lookup", std::string(60'000, ' '), authorization);
        trickling.back().send(request.substr(0, i % 2 == 0 ? 40 : 400));
    }
    std::atomic<bool> stop = false;
    std::thread trickle([&] {
        while (!stop) {
            for (const RawClient& each : trickling) each.send(" ");
            std::this_thread::sleep_for(std::chrono::milliseconds(1));  // the trickle itself
        }
    });
    std::vector<std::chrono::milliseconds> waits;
    RawClient client(port);
    for (std::size_t i = 0; i < lookups; ++i) {
        const Code256 code = load::near_code(i % banked, 31, i);
        const auto begun = std::chrono::steady_clock::now();
        ASSERT_TRUE(client.send(RawClient::post(
            "/v1/lookup", R"({"signals":[{"kind":"pdq","code":")" + to_hex(code) + R"("}]})", authorization)));
        const auto response = client.receive();
        waits.push_back(
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun));
        ASSERT_TRUE(response);
        ASSERT_EQ(response->status, 200) << response->body;
        EXPECT_THAT(response->body, HasSubstr("\"distance\":31"));
    }
    stop = true;
    trickle.join();
    std::ranges::sort(waits);
    EXPECT_LT(waits[lookups * 99 / 100].count(), 500) << "99 of 100 answers, on however busy a machine";
    for (RawClient& each : idle) {
        ASSERT_TRUE(each.send(RawClient::get("/healthz")));
        ASSERT_TRUE(each.receive()) << "an idle connection was lost";
    }
}

TEST_F(Serve, RefusesAnUnusableDataFolderAndSaysWhatToDo) {
    const auto refused = [&](const std::string& data, const char* expected) {
        auto list = arguments();
        list[1] = data;
        ServiceProcess service(folder_, list);
        EXPECT_EQ(service.line(), "");
        EXPECT_EQ(service.wait(), 1) << data;
        EXPECT_THAT(service.errors(), HasSubstr(expected));
    };
    refused((folder_ / "no/such/parent").string(), "install -d -m 700");
    std::ofstream(folder_ / "file") << "x";
    refused((folder_ / "file").string(), "is not a folder");
    fs::create_directory(folder_ / "open");
    fs::permissions(folder_ / "open", fs::perms::owner_all | fs::perms::group_read);
    refused((folder_ / "open").string(), "chmod 700");
    fs::create_directory(folder_ / "broken");
    fs::permissions(folder_ / "broken", fs::perms::owner_all);
    std::ofstream(folder_ / "broken/holdfast.sqlite") << std::string(8192, 'x');
    refused((folder_ / "broken").string(), "holdfast.sqlite cannot be used");
}

TEST_F(Serve, RefusesWrongSettingsAndTakenPorts) {
    const auto run = [&](const std::vector<std::string>& list, int code, const char* expected) {
        ServiceProcess service(folder_, list);
        EXPECT_EQ(service.wait(), code);
        EXPECT_THAT(service.errors(), HasSubstr(expected));
    };
    run({"--nope"}, 2, "--nope");
    run({}, 2, "No data folder is given");
    run({"--config", (folder_ / "none.toml").string()}, 2, "none.toml cannot be read");
    std::ofstream(folder_ / "bad.toml") << "\nthreads = \"many\"\n";
    run({"--config", (folder_ / "bad.toml").string()}, 2, "bad.toml:2: threads takes a whole number");
    ServiceProcess service(folder_, arguments());
    const std::uint16_t port = service.port();
    ASSERT_NE(port, 0);
    auto list = arguments();
    list[3] = "127.0.0.1:" + std::to_string(port);
    ServiceProcess second(folder_, list);
    EXPECT_EQ(second.wait(), 1);
    EXPECT_THAT(second.errors(), HasSubstr("Cannot listen on 127.0.0.1 port " + std::to_string(port)));
    auto missing = arguments();
    missing[7] = (folder_ / "no-page").string();
    ServiceProcess third(folder_, missing);
    EXPECT_EQ(third.wait(), 1);
    EXPECT_THAT(third.errors(), HasSubstr("no-page"));
}

TEST_F(Serve, ShowsItsSettingsAsAFileThatGivesThemAgain) {
    const auto shown_of = [&](const fs::path& file) {
        ServiceProcess service(folder_, {"--config", file.string(), "--show-settings"});
        std::string all = service.rest();
        EXPECT_EQ(service.wait(), 0) << service.errors();
        return all;
    };
    std::ofstream(folder_ / "given.toml") << "data = \"d\"\ntrusted_proxies = [\"::1\", \"192.0.2.7\"]\n[operator]\n"
                                          << R"(name = "A \"B\" \\ C\nD\u007f é")" << "\n";
    const std::string shown = shown_of(folder_ / "given.toml");
    EXPECT_THAT(shown, HasSubstr("trusted_proxies = [\"::1\", \"192.0.2.7\"]\n"));
    EXPECT_THAT(shown, HasSubstr(R"(name = "A \"B\" \\ C\u000aD\u007f é")"));
    std::ofstream(folder_ / "shown.toml") << shown;
    EXPECT_EQ(shown_of(folder_ / "shown.toml"), shown);
}

}  // namespace
}  // namespace holdfast::server
