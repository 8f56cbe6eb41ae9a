// SPDX-License-Identifier: Apache-2.0
// The service as a process: what it prints, how it refuses, how it ends.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "bench/load_codes.hpp"
#include "tests/raw_client.hpp"

namespace holdfast::server {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

std::string slurp(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The service in a child process; standard output is read through a pipe, standard error goes to a file.
class ServiceProcess {
  public:
    ServiceProcess(const fs::path& folder, std::vector<std::string> arguments) : errors_(folder / "stderr") {
        int out[2];
        if (::pipe2(out, O_CLOEXEC) != 0) return;
        child_ = ::fork();
        if (child_ == 0) {
            const int errors = ::open(errors_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
            ::dup2(out[1], STDOUT_FILENO);
            ::dup2(errors, STDERR_FILENO);
            std::vector<char*> list{const_cast<char*>(SERVER_PROCESS)};
            for (std::string& each : arguments) list.push_back(each.data());
            list.push_back(nullptr);
            ::execv(SERVER_PROCESS, list.data());
            ::_exit(127);
        }
        ::close(out[1]);
        output_ = out[0];
    }
    ~ServiceProcess() {
        if (child_ > 0) (void)stop(SIGKILL);
        if (output_ >= 0) ::close(output_);
    }
    ServiceProcess(const ServiceProcess&) = delete;
    ServiceProcess& operator=(const ServiceProcess&) = delete;

    /// The next line of standard output; empty when it ended.
    std::string line() const {
        std::string out;
        char c = 0;
        while (::read(output_, &c, 1) == 1 && c != '\n') out.push_back(c);
        return out;
    }
    /// Waits until the service answers and gives its port; 0 when it ended instead.
    std::uint16_t port() const {
        const std::string said = line();
        const auto colon = said.find(':', said.find("127.0.0.1"));
        return colon == std::string::npos ? std::uint16_t{0}
                                          : static_cast<std::uint16_t>(std::stoi(said.substr(colon + 1)));
    }
    void signal(int number) const { ::kill(child_, number); }
    int wait() {
        int status = 0;
        ::waitpid(child_, &status, 0);
        child_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
    }
    int stop(int number) {
        signal(number);
        return wait();
    }
    [[nodiscard]] std::string errors() const { return slurp(errors_); }

  private:
    fs::path errors_;
    pid_t child_ = -1;
    int output_ = -1;
};

class Serve : public testing::Test {
  protected:
    void SetUp() override {
        std::string pattern = (fs::temp_directory_path() / "holdfast-serve-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
        fs::create_directories(folder_ / "page/assets");
        std::ofstream(folder_ / "page/index.html") << "<!doctype html><title>page</title>";
        std::ofstream(folder_ / "page/assets/a-1.js") << "1;";
    }
    void TearDown() override { fs::remove_all(folder_); }
    std::vector<std::string> arguments(const std::vector<std::string>& more = {}) const {
        std::vector<std::string> out{"--data",       (folder_ / "data").string(),
                                     "--listen",     "127.0.0.1:0",
                                     "--operations", "off",
                                     "--page",       (folder_ / "page").string(),
                                     "--threads",    "2"};
        out.insert(out.end(), more.begin(), more.end());
        return out;
    }
    static std::optional<RawResponse> ask(std::uint16_t port, const std::string& bytes) {
        RawClient client(port);
        client.send(bytes);
        return client.receive();
    }
    fs::path folder_;
};

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

TEST_F(Serve, DrainsWhileRequestsPourInAndLosesNone) {
    ServiceProcess service(folder_, arguments());
    const std::uint16_t port = service.port();
    ASSERT_NE(port, 0) << service.errors();
    std::atomic<int> lost = 0;
    std::atomic<int> answered = 0;
    std::vector<std::thread> clients;
    for (int i = 0; i < 4; ++i) {
        clients.emplace_back([&] {
            RawClient client(port);
            for (;;) {
                if (!client.send(RawClient::get("/v1/service"))) return;
                const auto response = client.receive();
                // A keep-alive connection may close between two answers; within one request it must not.
                if (!response) return;
                if (response->status != 200) ++lost;
                ++answered;
                if (response->headers.contains("connection")) return;
            }
        });
    }
    while (answered < 200) std::this_thread::yield();
    EXPECT_EQ(service.stop(SIGTERM), 0);
    for (std::thread& each : clients) each.join();
    EXPECT_EQ(lost, 0);
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

}  // namespace
}  // namespace holdfast::server
