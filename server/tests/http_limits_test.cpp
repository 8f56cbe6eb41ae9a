// SPDX-License-Identifier: Apache-2.0
// Time-outs and counts, with settings short enough for the fast suite. Nothing here asserts that something was fast;
// only that what must end does end, and what must go on does.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <thread>

#include "http/peer_counts.hpp"
#include "tests/plain_service.hpp"
#include "tests/raw_client.hpp"

namespace holdfast::server {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

HttpOptions short_times() {
    HttpOptions options;
    options.limits.header_time = milliseconds(150);
    options.limits.idle_time = milliseconds(150);
    options.limits.body_time = milliseconds(150);
    options.limits.body_time_most = milliseconds(400);
    options.limits.write_time = milliseconds(150);
    options.limits.write_rate = 1U << 30U;
    options.limits.linger_time = milliseconds(100);
    return options;
}

TEST(HttpTimes, AConnectionThatSaysNothingIsClosedWithoutAWord) {
    PlainService service(short_times());
    RawClient client(service.server->port());
    EXPECT_FALSE(client.receive());
    EXPECT_TRUE(client.closed_by_server());
}

TEST(HttpTimes, HeadersThatStallAreA408) {
    PlainService service(short_times());
    RawClient client(service.server->port());
    client.send("GET /plain HTTP/1.1\r\nHost:");
    const auto response = client.receive();
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 408);
    EXPECT_TRUE(client.closed_by_server());
    EXPECT_EQ(service.server->counts().timed_out, 1U);
}

TEST(HttpTimes, WhoseTimeRanOutWhileBytesWereAtHandIsCutTheSame) {
    PlainService service(short_times());
    RawClient slow(service.server->port());
    slow.send("GET /plain HTTP/1.1\r\nHost: a\r\nX: ");
    RawClient other(service.server->port());
    other.send(RawClient::get("/blocking"));
    service.handler.wait_for_held(1);
    // The thread is busy. Until it looks again, more arrives than one read takes, and the time for headers passes.
    slow.send(std::string(12'000, 'a'));
    std::this_thread::sleep_for(milliseconds(300));  // the time that passes, not a wait for something
    service.handler.release();
    EXPECT_TRUE(slow.closed_by_server());
}

TEST(HttpTimes, HeadersThatTrickleForeverAreCutTheSame) {
    PlainService service(short_times());
    RawClient client(service.server->port());
    client.send("GET /plain HTTP/1.1\r\nHost: a\r\nX: ");
    const auto begun = Clock::now();
    while (client.send("a") && Clock::now() - begun < std::chrono::seconds(10)) {
        std::this_thread::sleep_for(milliseconds(20));  // the trickle itself, not a wait for something
    }
    EXPECT_LT(Clock::now() - begun, std::chrono::seconds(5));
}

TEST(HttpTimes, ABodyThatStallsIsA408) {
    PlainService service(short_times());
    RawClient client(service.server->port());
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n[");
    const auto response = client.receive();
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 408);
}

TEST(HttpTimes, ABodyBelowTheLeastRateIsCutThoughItNeverStalls) {
    PlainService service(short_times());
    RawClient client(service.server->port());
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n");
    const auto begun = Clock::now();
    while (client.send("  ") && Clock::now() - begun < std::chrono::seconds(10)) {
        std::this_thread::sleep_for(milliseconds(20));  // the trickle itself
    }
    EXPECT_LT(Clock::now() - begun, std::chrono::seconds(5));
}

TEST(HttpTimes, ABodyHasOnlySoLongHoweverMuchOfItHasCome) {
    HttpOptions options = short_times();
    options.limits.body_rate = 1;  // each byte that came would grant a second
    PlainService service(options);
    RawClient client(service.server->port());
    client.send(
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n"
        "Expect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.receive()->status, 100);
    client.send(std::string(500, ' '));
    const auto response = client.receive();
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 408);
}

TEST(HttpTimes, ABodyAboveTheLeastRateMayTakeLongerThanTheFirstAllowance) {
    HttpOptions options = short_times();
    options.limits.body_rate = 100;
    options.limits.body_time_most = std::chrono::seconds(20);
    PlainService service(options);
    RawClient client(service.server->port());
    const std::string body = "\"" + std::string(298, 'a') + "\"";
    const std::string request = RawClient::post("/echo", body);
    client.send(request.substr(0, request.size() - 300));
    for (std::size_t i = 0; i < 300; i += 30) {
        ASSERT_TRUE(client.send(std::string_view(request).substr(request.size() - 300 + i, 30)));
        std::this_thread::sleep_for(milliseconds(25));  // 1,200 bytes a second: slow, but twelve times the least rate
    }
    const auto response = client.receive();
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 200);
}

TEST(HttpTimes, AnIdleConnectionIsClosedAfterItsTime) {
    PlainService service(short_times());
    RawClient client(service.server->port());
    client.send(RawClient::get("/plain"));
    ASSERT_TRUE(client.receive());
    EXPECT_TRUE(client.closed_by_server());
    EXPECT_EQ(service.server->counts().timed_out, 0U) << "idling is no fault";
}

TEST(HttpTimes, AClientThatDoesNotReadIsCut) {
    PlainService service(short_times());
    RawClient client(service.server->port());
    client.send(RawClient::get("/big") + RawClient::get("/big"));
    while (service.server->counts().timed_out < 1) std::this_thread::yield();
    while (service.server->counts().connections > 0) std::this_thread::yield();
}

TEST(HttpLimits, TheQueueOfTheWorkersIsBounded) {
    HttpOptions options;
    options.workers = 1;
    options.limits.queued_requests = 2;
    PlainService service(options);
    std::vector<RawClient> clients;
    clients.emplace_back(service.server->port());
    clients.back().send(RawClient::get("/held"));
    service.handler.wait_for_held(1);
    for (std::size_t i = 1; i <= 2; ++i) {
        clients.emplace_back(service.server->port());
        clients.back().send(RawClient::get("/held"));
        while (service.server->counts().waiting < i) std::this_thread::yield();
    }
    RawClient refused(service.server->port());
    refused.send(RawClient::get("/held"));
    const auto response = refused.receive();
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 503);
    EXPECT_EQ(response->headers.at("retry-after"), "1");
    refused.send(RawClient::get("/plain"));
    EXPECT_EQ(refused.receive()->status, 200) << "what is answered from memory goes on";
    service.handler.release();
    for (RawClient& client : clients) EXPECT_EQ(client.receive()->status, 200);
    EXPECT_EQ(service.server->counts().queue_full, 1U);
}

TEST(HttpLimits, LargeBodiesUnderWayAreBoundedInAllAndSmallOnesGoOn) {
    HttpOptions options;
    options.limits.large_bodies_bytes = 200'000;
    PlainService service(options);
    const std::string large = "\"" + std::string(99'998, 'a') + "\"";
    const std::string request = RawClient::post("/echo", large, "Expect: 100-continue\r\n");
    const std::string head = request.substr(0, request.size() - large.size());
    std::vector<RawClient> clients;
    for (int i = 0; i < 2; ++i) {
        clients.emplace_back(service.server->port());
        clients.back().send(head);
        ASSERT_EQ(clients.back().receive()->status, 100);
    }
    RawClient third(service.server->port());
    third.send(head);
    const auto refused = third.receive();
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->status, 503);
    EXPECT_EQ(refused->headers.at("retry-after"), "1");
    RawClient small(service.server->port());
    small.send(RawClient::post("/echo", "[1]"));
    EXPECT_EQ(small.receive()->status, 200);
    for (RawClient& client : clients) {
        client.send(large);
        EXPECT_EQ(client.receive()->body, large);
    }
    RawClient later(service.server->port());
    later.send(RawClient::post("/echo", large));
    EXPECT_EQ(later.receive()->status, 200) << "places are given back";
}

TEST(HttpLimits, ALargeBodyIsTakenFromThoseAloneWhomTheHandlerLetsIn) {
    HttpOptions options;
    options.limits.large_bodies_bytes = 150'000;
    PlainService service(options);
    const std::string large = "\"" + std::string(99'998, 'a') + "\"";
    const auto head = [&](const std::string& authorization) {
        const std::string request =
            RawClient::post("/stored", large, "Expect: 100-continue\r\nAuthorization: " + authorization + "\r\n");
        return request.substr(0, request.size() - large.size());
    };
    RawClient good(service.server->port());
    good.send(head("good"));
    ASSERT_EQ(good.receive()->status, 100);
    // There is no place for another one, and who is not let in takes none.
    for (const auto& [authorization, status] : {std::pair{"bad", 401}, std::pair{"throws", 500}}) {
        RawClient other(service.server->port());
        other.send(head(authorization));
        const auto refused = other.receive();
        ASSERT_TRUE(refused);
        EXPECT_EQ(refused->status, status) << authorization;
        EXPECT_EQ(refused->headers.at("connection"), "close");
        EXPECT_TRUE(other.closed_by_server());
    }
    good.send(large);
    EXPECT_EQ(good.receive()->body, large);
    EXPECT_EQ(service.handler.asked_unread, 3);
    good.send(RawClient::post("/stored", "[1]"));
    EXPECT_EQ(good.receive()->status, 200) << "small ones are read as they come";
    EXPECT_EQ(service.handler.asked_unread, 3);
}

TEST(HttpLimits, OnePeerHoldsOnlySoManyConnectionsUnlessItIsATrustedProxy) {
    HttpOptions options;
    options.limits.connections_per_peer = 3;
    for (const bool trusted : {false, true}) {
        options.trusted_proxies = trusted ? std::vector<std::string>{"127.0.0.1"} : std::vector<std::string>{};
        PlainService service(options);
        std::vector<RawClient> clients;
        for (int i = 0; i < 3; ++i) {
            clients.emplace_back(service.server->port());
            clients.back().send(RawClient::get("/plain"));
            ASSERT_TRUE(clients.back().receive());
        }
        RawClient fourth(service.server->port());
        fourth.send(RawClient::get("/plain"));
        EXPECT_EQ(fourth.receive().has_value(), trusted);
        clients.clear();
        while (service.server->counts().connections > (trusted ? 1U : 0U)) std::this_thread::yield();
        RawClient later(service.server->port());
        later.send(RawClient::get("/plain"));
        EXPECT_TRUE(later.receive()) << "places are given back";
    }
}

TEST(HttpLimits, WhenFullTheLongestIdleConnectionMakesRoom) {
    HttpOptions options;
    options.limits.connections = 3;
    PlainService service(options);
    std::vector<RawClient> clients;
    for (int i = 0; i < 3; ++i) {
        clients.emplace_back(service.server->port());
        clients.back().send(RawClient::get("/plain"));
        ASSERT_TRUE(clients.back().receive());
    }
    RawClient fresh(service.server->port());
    fresh.send(RawClient::get("/plain"));
    ASSERT_TRUE(fresh.receive());
    EXPECT_TRUE(clients.front().closed_by_server());
    clients[1].send(RawClient::get("/plain"));
    EXPECT_TRUE(clients[1].receive());
    EXPECT_EQ(service.server->counts().idle_closed, 1U);
}

TEST(HttpLimits, WhenFullOfBusyConnectionsANewOneIsTurnedAway) {
    HttpOptions options;
    options.limits.connections = 2;
    options.limits.connections_per_peer = 3;
    options.workers = 2;
    PlainService service(options);
    RawClient first(service.server->port());
    RawClient second(service.server->port());
    first.send(RawClient::get("/held"));
    second.send(RawClient::get("/held"));
    service.handler.wait_for_held(2);
    for (int i = 0; i < 3; ++i) {
        RawClient third(service.server->port());
        EXPECT_TRUE(third.closed_by_server());
    }
    EXPECT_EQ(service.server->counts().turned_away, 3U);
    service.handler.release();
    EXPECT_EQ(first.receive()->status, 200);
    EXPECT_EQ(second.receive()->status, 200);
    first.close();
    second.close();
    while (service.server->counts().connections > 0) std::this_thread::yield();
    std::vector<RawClient> later;
    for (int i = 0; i < 3; ++i) {
        later.emplace_back(service.server->port());
        later.back().send(RawClient::get("/plain"));
        EXPECT_TRUE(later.back().receive()) << "whoever was turned away holds no place of its peer";
    }
}

TEST(HttpLimits, APeerIsAnIpv4AddressOrTheIpv6NetworkOfOneCustomer) {
    PeerCounts counts(1, {});
    const PeerAddress v6{0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1};
    PeerAddress same_network = v6;
    same_network[8] = 9;
    PeerAddress other_network = v6;
    other_network[7] = 2;
    EXPECT_TRUE(counts.enter(v6));
    EXPECT_FALSE(counts.enter(same_network));
    EXPECT_TRUE(counts.enter(other_network));
    counts.leave(v6);
    EXPECT_TRUE(counts.enter(same_network));
    PeerAddress v4{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 1};
    EXPECT_TRUE(counts.enter(v4));
    EXPECT_FALSE(counts.enter(v4));
    v4[15] = 2;
    EXPECT_TRUE(counts.enter(v4));
}

TEST(HttpStarvation, WhatIsPipelinedLetsAnotherConnectionComeFirst) {
    PlainService service;
    RawClient other(service.server->port());
    other.send(RawClient::get("/plain"));
    ASSERT_TRUE(other.receive());
    constexpr int pipelined = 30;
    std::string many = RawClient::get("/blocking");
    for (int i = 0; i < pipelined; ++i) many += RawClient::get("/plain");
    RawClient greedy(service.server->port());
    greedy.send(many);
    service.handler.wait_for_held(1);
    other.send(RawClient::post("/echo", "{}"));
    service.handler.release();
    ASSERT_TRUE(other.receive());
    for (int i = 0; i <= pipelined; ++i) ASSERT_TRUE(greedy.receive());
    const auto seen = service.observer.seen();
    const auto echo = std::ranges::find(seen, "/echo", &RecordingObserver::Seen::route);
    EXPECT_GT(seen.end() - echo, pipelined / 2) << "it waited for nearly all of them";
}

/// Both ends of each connection are in this process; many systems start a program with 1,024 descriptors.
[[nodiscard]] bool can_open(rlim_t descriptors) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return false;
    limit.rlim_cur = std::max(limit.rlim_cur, descriptors);
    limit.rlim_max = std::max(limit.rlim_max, descriptors);  // which root alone may raise
    return ::setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

TEST(HttpStarvation, IdleAndTricklingConnectionsDoNotHoldUpOthers) {
    constexpr int idle_count = 500;
    constexpr int trickling_count = 100;
    constexpr int lookups = 400;
    ASSERT_TRUE(can_open(2 * (idle_count + trickling_count) + 100))
        << "raise the hard limit of open files (ulimit -Hn)";
    HttpOptions options;
    options.threads = 2;
    options.trusted_proxies = {"127.0.0.1"};
    PlainService service(options);
    std::vector<RawClient> idle;
    std::vector<RawClient> trickling;
    for (int i = 0; i < idle_count; ++i) idle.emplace_back(service.server->port());
    for (int i = 0; i < trickling_count; ++i) {
        trickling.emplace_back(service.server->port());
        trickling.back().send(i % 2 == 0 ? "GET /plain HTTP/1.1\r\nHost: a\r\nX: "
                                         : "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                           "Content-Length: 99999\r\n\r\n");
    }
    std::jthread trickle([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            for (const RawClient& each : trickling) each.send(" ");
            std::this_thread::sleep_for(milliseconds(1));  // the trickle itself
        }
    });
    std::vector<milliseconds> waits;
    RawClient client(service.server->port());
    for (int i = 0; i < lookups; ++i) {
        const auto begun = Clock::now();
        ASSERT_TRUE(client.send(RawClient::post("/echo", "[1]")));
        ASSERT_TRUE(client.receive());
        waits.push_back(std::chrono::duration_cast<milliseconds>(Clock::now() - begun));
    }
    trickle.request_stop();
    trickle.join();
    std::ranges::sort(waits);
    EXPECT_LT(waits[lookups * 99 / 100], milliseconds(500)) << "99 of 100 answers, on however busy a machine";
    EXPECT_GE(service.server->counts().connections, 601U);
}

}  // namespace
}  // namespace holdfast::server
