// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "metrics/metrics.hpp"
#include "service/log_writer.hpp"
#include "service/request_notes.hpp"
#include "service/site.hpp"

namespace holdfast::server {
namespace {

using std::chrono::microseconds;
using testing::HasSubstr;
using testing::Not;

TEST(Metrics, CountsByRouteMethodAndStatusOverAllThreads) {
    Metrics metrics(2);
    metrics.served(0, {"/v1/lookup", "POST", 200, microseconds(90)});
    metrics.served(1, {"/v1/lookup", "POST", 200, microseconds(300)});
    metrics.served(1, {"/v1/lookup", "POST", 503, microseconds(20'000'000)});
    metrics.served(7, {"/v1/lookup", "POST", 200, microseconds(1)});
    metrics.add(Metrics::Kind::gauge, "holdfast_index_entries", "Codes that can match.", [] { return 42.0; });
    const std::string text = metrics.text();
    EXPECT_THAT(text, HasSubstr(R"(holdfast_http_requests_total{route="/v1/lookup",method="POST",status="200"} 2)"));
    EXPECT_THAT(text, HasSubstr(R"(holdfast_http_requests_total{route="/v1/lookup",method="POST",status="503"} 1)"));
    EXPECT_THAT(text, HasSubstr(R"(holdfast_http_request_seconds_count{route="/v1/lookup"} 3)"));
    EXPECT_THAT(text, HasSubstr(R"(le="0.0001"} 1)"));
    EXPECT_THAT(text, HasSubstr(R"(le="+Inf"} 3)"));
    EXPECT_THAT(text, HasSubstr("# TYPE holdfast_index_entries gauge\nholdfast_index_entries 42"));
}

TEST(Log, WritesOneJsonObjectALineAndNothingBelowItsLevel) {
    std::vector<std::string> lines;
    const auto log = make_log("info", LogFormat::json, [&](std::string_view line) { lines.emplace_back(line); });
    log->write(LogLevel::debug, "unseen", {});
    log->write(LogLevel::warning, "store.busy", {{"reason", "a \"quoted\"\nreason"}});
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_THAT(lines[0],
                testing::MatchesRegex(R"(\{"time":"[0-9T:.Z-]{24}","level":"warning","event":"store.busy",.*\})"));
    EXPECT_THAT(lines[0], HasSubstr(R"("reason":"a \"quoted\"\nreason"})"));
    const auto text = make_log("debug", LogFormat::text, [&](std::string_view line) { lines.emplace_back(line); });
    text->write(LogLevel::debug, "seen", {{"n", "1"}});
    EXPECT_THAT(lines.back(), HasSubstr(" debug seen n=1"));
}

TEST(RequestNotes, SampleWhatWentWellAndAlwaysWriteWhatFailed) {
    std::vector<std::string> lines;
    const auto log = make_log("info", LogFormat::json, [&](std::string_view line) { lines.emplace_back(line); });
    Metrics metrics(1);
    RequestNotes notes(metrics, *log, 1, 10);
    for (int i = 0; i < 30; ++i) notes.served(0, {"/v1/lookup", "POST", 200, microseconds(1'234)});
    EXPECT_EQ(lines.size(), 3U);
    EXPECT_THAT(lines[0],
                HasSubstr(R"("event":"request","route":"/v1/lookup","method":"POST","status":"200","ms":"1.234"})"));
    notes.served(0, {"/v1/lookup", "POST", 503, microseconds(1)});
    EXPECT_EQ(lines.size(), 4U);
    RequestNotes quiet(metrics, *log, 1, 0);
    for (int i = 0; i < 1000; ++i) quiet.served(0, {"/v1/lookup", "POST", 200, microseconds(1)});
    EXPECT_EQ(lines.size(), 4U);
    EXPECT_THAT(metrics.text(), HasSubstr(R"(status="200"} 1030)"));
}

class EchoPath final : public Handler {
  public:
    [[nodiscard]] Cost cost(std::string_view, std::string_view) const noexcept override { return Cost::storage; }
    [[nodiscard]] std::size_t body_limit(std::string_view, std::string_view) const noexcept override { return 7; }
    [[nodiscard]] std::string_view route(std::string_view, std::string_view) const noexcept override { return "api"; }
    [[nodiscard]] Response handle(const Request& request) override {
        Response response;
        response.body = request.path;
        return response;
    }
};

Request get(const std::string& path) {
    return {.method = "GET", .path = path, .query = {}, .headers = {}, .body = {}};
}

TEST(Site, GivesTheApiItsPathsAndNothingElse) {
    EchoPath api;
    Site site(api, std::nullopt);
    for (const char* path : {"/v1/lookup", "/healthz", "/readyz"}) {
        EXPECT_EQ(site.handle(get(path)).body, path);
        EXPECT_EQ(site.route("GET", path), "api");
        EXPECT_EQ(site.cost("GET", path), Cost::storage);
        EXPECT_EQ(site.body_limit("GET", path), 7U);
    }
    for (const char* path : {"/", "/metrics", "/v1", "/healthz/", "/v2/lookup"}) {
        EXPECT_EQ(site.handle(get(path)).status, 404) << path;
        EXPECT_EQ(site.route("GET", path), "other");
        EXPECT_EQ(site.body_limit("POST", path), 0U);
    }
}

TEST(Site, TheExitClearsWhatTheBrowserKeptAndSaysNothing) {
    EchoPath api;
    Site site(api, std::nullopt);
    const Response response = site.handle(get("/exit"));
    EXPECT_EQ(response.status, 200);
    EXPECT_TRUE(response.body.empty());
    ASSERT_EQ(response.headers.size(), 1U);
    EXPECT_EQ(response.headers[0].first, "Clear-Site-Data");
    EXPECT_EQ(response.headers[0].second, R"("cache", "storage")");
}

TEST(Operations, GiveMetricsAndHealthAlone) {
    EchoPath api;
    Operations operations(api, [] { return "numbers"; });
    EXPECT_EQ(operations.handle(get("/metrics")).body, "numbers");
    EXPECT_EQ(operations.handle(get("/readyz")).body, "/readyz");
    EXPECT_EQ(operations.handle(get("/v1/lookup")).status, 404);
}

}  // namespace
}  // namespace holdfast::server
