// SPDX-License-Identifier: Apache-2.0
// Load generator for lookups: one thread, epoll, keep-alive connections, each with one request under way. Requests are
// made beforehand, so that as little as can be of the machine goes to the generator.
//
//   server_bench [SECONDS]                  the whole table of docs/benchmarks/server.md, against a service of its own
//   server_bench prepare FOLDER ITEMS
//   server_bench run PORT ITEMS [--batch N] [--connections N] [--seconds N] [--hits PERCENT] [--get PATH]
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <vector>

#include "bench/load_codes.hpp"

namespace holdfast::server::load {
namespace {

using Clock = std::chrono::steady_clock;

struct Options {
    std::uint16_t port = 0;
    std::uint64_t items = 0;
    unsigned batch = 1;
    unsigned connections = 32;
    unsigned seconds = 10;
    unsigned hit_percent = 10;
    std::string get;  // a path to GET instead of looking up
};

constexpr std::size_t prepared_requests = 4096;
constexpr unsigned most_distance = 31;

std::vector<std::string> make_requests(const Options& options) {
    std::vector<std::string> out;
    if (!options.get.empty()) {
        out.push_back("GET " + options.get + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        return out;
    }
    const auto key = partner_key();
    std::uint64_t salt = 1;
    for (std::size_t n = 0; n < prepared_requests; ++n) {
        std::string body = R"({"signals":[)";
        for (unsigned i = 0; i < options.batch; ++i, ++salt) {
            const bool hit = mix(salt) % 100 < options.hit_percent;
            const Code256 code = hit ? near_code(mix(salt + 7) % options.items,
                                                 static_cast<unsigned>(mix(salt + 9) % (most_distance + 1)), salt)
                                     : stranger_code(salt);
            body.append(i == 0 ? "" : ",").append(R"({"kind":"pdq-c1","code":")").append(to_hex(code)).append(R"("})");
        }
        body.append("]}");
        std::string request = "POST /v1/lookup HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ";
        request.append(key.view()).append("\r\nContent-Type: application/json\r\nContent-Length: ");
        request.append(std::to_string(body.size())).append("\r\n\r\n").append(body);
        out.push_back(std::move(request));
    }
    return out;
}

struct Connection {
    int socket = -1;
    std::size_t sent = 0;
    const std::string* request = nullptr;
    std::string input;
    Clock::time_point begun;
};

struct Totals {
    std::uint64_t answered = 0;
    std::uint64_t failed = 0;  // statuses other than 200
    std::uint64_t matches = 0;
    std::vector<std::uint32_t> micros;
};

class Generator {
  public:
    explicit Generator(const Options& options) : options_(options), requests_(make_requests(options)) {}

    bool run() {
        poll_ = ::epoll_create1(EPOLL_CLOEXEC);
        connections_.resize(options_.connections);
        for (std::size_t i = 0; i < connections_.size(); ++i) {
            if (!open(connections_[i], i)) return false;
        }
        begun_ = Clock::now();
        const auto until = begun_ + std::chrono::seconds(options_.seconds);
        for (Connection& each : connections_) begin_request(each);
        std::vector<epoll_event> events(connections_.size());
        while (Clock::now() < until) {
            const int count = ::epoll_wait(poll_, events.data(), static_cast<int>(events.size()), 100);
            for (int i = 0; i < count; ++i) {
                if (!step(connections_[events[static_cast<std::size_t>(i)].data.u64])) return false;
            }
        }
        took_ = Clock::now() - begun_;
        return true;
    }

    void report() {
        std::vector<std::uint32_t>& micros = totals_.micros;
        std::ranges::sort(micros);
        const auto at = [&](double part) {
            return micros.empty()
                       ? 0.0
                       : static_cast<double>(
                             micros[static_cast<std::size_t>(part * static_cast<double>(micros.size() - 1))]) /
                             1000;
        };
        const double seconds = std::chrono::duration<double>(took_).count();
        const double rate = static_cast<double>(totals_.answered) / seconds;
        std::printf("%-12s %5u %6u %7u%% %11.0f %14.0f %8.2f %8.2f %8.2f %9.3f %7llu\n",
                    options_.get.empty() ? "lookup" : options_.get.c_str(), options_.batch, options_.connections,
                    options_.get.empty() ? options_.hit_percent : 0, rate, rate * options_.batch, at(0.5), at(0.99),
                    at(0.999),
                    static_cast<double>(totals_.matches) /
                        static_cast<double>(std::max<std::uint64_t>(totals_.answered * options_.batch, 1)),
                    static_cast<unsigned long long>(totals_.failed));
    }

  private:
    bool open(Connection& connection, std::size_t number) {
        connection.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(options_.port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(connection.socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
            std::perror("connect");
            return false;
        }
        const int on = 1;
        ::setsockopt(connection.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        ::fcntl(connection.socket, F_SETFL, O_NONBLOCK);
        epoll_event event{};
        event.events = EPOLLIN | EPOLLOUT | EPOLLET;
        event.data.u64 = number;
        return ::epoll_ctl(poll_, EPOLL_CTL_ADD, connection.socket, &event) == 0;
    }

    void begin_request(Connection& connection) {
        connection.request = &requests_[next_++ % requests_.size()];
        connection.sent = 0;
        connection.input.clear();
        connection.begun = Clock::now();
        write_more(connection);
    }

    static void write_more(Connection& connection) {
        while (connection.sent < connection.request->size()) {
            const auto count = ::send(connection.socket, connection.request->data() + connection.sent,
                                      connection.request->size() - connection.sent, MSG_NOSIGNAL);
            if (count <= 0) return;
            connection.sent += static_cast<std::size_t>(count);
        }
    }

    bool step(Connection& connection) {
        write_more(connection);
        for (;;) {
            char bytes[65536];
            const auto count = ::recv(connection.socket, bytes, sizeof bytes, 0);
            if (count == 0) return reopen(connection);
            if (count < 0) return errno == EAGAIN || reopen(connection);
            connection.input.append(bytes, static_cast<std::size_t>(count));
            if (whole(connection.input)) finish(connection);
        }
    }

    bool reopen(Connection& connection) {
        ::close(connection.socket);
        const auto number = static_cast<std::size_t>(&connection - connections_.data());
        if (!open(connection, number)) return false;
        begin_request(connection);
        return true;
    }

    static bool whole(std::string_view input) {
        const auto end = input.find("\r\n\r\n");
        if (end == std::string_view::npos) return false;
        constexpr std::string_view name = "Content-Length: ";
        const auto at = input.find(name);
        std::size_t length = 0;
        if (at < end) std::from_chars(input.data() + at + name.size(), input.data() + end, length);
        return input.size() >= end + 4 + length;
    }

    void finish(Connection& connection) {
        const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - connection.begun);
        ++totals_.answered;
        totals_.micros.push_back(static_cast<std::uint32_t>(took.count()));
        if (!connection.input.starts_with("HTTP/1.1 200")) {
            if (++totals_.failed == 1) std::fprintf(stderr, "%s\n", connection.input.c_str());
        }
        constexpr std::string_view mark = "\"distance\":";
        for (auto at = connection.input.find(mark); at != std::string::npos; at = connection.input.find(mark, at + 1)) {
            ++totals_.matches;
        }
        begin_request(connection);
    }

    const Options options_;
    const std::vector<std::string> requests_;
    std::vector<Connection> connections_;
    std::size_t next_ = 0;
    int poll_ = -1;
    Totals totals_;
    Clock::time_point begun_;
    Clock::duration took_{};
};

std::uint64_t number(const char* text) {
    return std::strtoull(text, nullptr, 10);
}

void print_header() {
    std::puts(
        "what         batch  conns    hits  requests/s fingerprints/s   p50 ms   p99 ms p99.9 ms matches/q  failed");
    std::fflush(stdout);
}

bool run_one(const Options& options) {
    Generator generator(options);
    if (!generator.run()) return false;
    generator.report();
    std::fflush(stdout);
    return true;
}

/// The service as a child of this process, over a new database in a folder of its own.
class Service {
  public:
    explicit Service(std::uint64_t items) {
        std::string pattern = (std::filesystem::temp_directory_path() / "holdfast-bench-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) return;
        folder_ = pattern;
        int out[2];
        if (!prepare(folder_.c_str(), items) || ::pipe2(out, O_CLOEXEC) != 0) return;
        child_ = ::fork();
        if (child_ == 0) {
            ::dup2(out[1], STDOUT_FILENO);
            ::execl(SERVER_PROCESS, SERVER_PROCESS, "--data", folder_.c_str(), "--listen", "127.0.0.1:0",
                    "--operations", "off", "--log-sample", "0", nullptr);
            ::_exit(127);
        }
        ::close(out[1]);
        std::string line;
        for (char c = 0; ::read(out[0], &c, 1) == 1 && c != '\n';) line.push_back(c);
        ::close(out[0]);
        if (const auto at = line.find("127.0.0.1:"); at != std::string::npos) {
            port_ = static_cast<std::uint16_t>(number(line.c_str() + at + 10));
        }
    }
    ~Service() {
        if (child_ > 0) {
            ::kill(child_, SIGTERM);
            ::waitpid(child_, nullptr, 0);
        }
        std::error_code ignored;
        if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
    }
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;
    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

  private:
    std::filesystem::path folder_;
    pid_t child_ = -1;
    std::uint16_t port_ = 0;
};

int whole_table(unsigned seconds) {
    constexpr std::uint64_t items = 100'000;
    const Service service(items);
    if (service.port() == 0) return 1;
    std::printf("%u cores, generator and service on the same machine, %llu banked codes, %u s a row\n",
                std::thread::hardware_concurrency(), static_cast<unsigned long long>(items), seconds);
    print_header();
    Options options;
    options.port = service.port();
    options.items = items;
    options.seconds = seconds;
    options.get = "/healthz";
    if (!run_one(options)) return 1;
    options.get.clear();
    for (const auto& [batch, connections, hits] : {std::tuple{1U, 1U, 10U},
                                                   {1U, 8U, 10U},
                                                   {1U, 32U, 10U},
                                                   {1U, 128U, 10U},
                                                   {1U, 32U, 0U},
                                                   {1U, 32U, 100U},
                                                   {64U, 2U, 10U},
                                                   {64U, 8U, 10U},
                                                   {64U, 32U, 10U}}) {
        options.batch = batch;
        options.connections = connections;
        options.hit_percent = hits;
        if (!run_one(options)) return 1;
    }
    const std::string peer = "command -v wrk > /dev/null && wrk -t1 -c32 -d" + std::to_string(seconds) +
                             " --latency http://127.0.0.1:" + std::to_string(service.port()) + "/healthz";
    return std::system(peer.c_str()) < 0 ? 1 : 0;  // wrk need not be there
}

int usage() {
    std::fputs(
        "usage: server_bench [SECONDS]\n"
        "       server_bench prepare FOLDER ITEMS\n"
        "       server_bench run PORT ITEMS [--batch N] [--connections N] [--seconds N] [--hits PERCENT] [--get PATH]\n"
        "       server_bench key\n",
        stderr);
    return 2;
}

int main_of(int count, char** arguments) {
    const std::string_view command = count > 1 ? arguments[1] : "5";
    if (command == "prepare" && count == 4) return prepare(arguments[2], number(arguments[3])) ? 0 : 1;
    if (command == "key") return std::printf("%s\n", std::string(partner_key().view()).c_str()) > 0 ? 0 : 1;
    if (count <= 2 && number(command.data()) > 0) return whole_table(static_cast<unsigned>(number(command.data())));
    if (command != "run" || count < 4) return usage();
    Options options;
    options.port = static_cast<std::uint16_t>(number(arguments[2]));
    options.items = std::max<std::uint64_t>(number(arguments[3]), 1);
    for (int i = 4; i + 1 < count; i += 2) {
        const std::string_view name = arguments[i];
        const auto value = static_cast<unsigned>(number(arguments[i + 1]));
        if (name == "--batch") options.batch = value;
        if (name == "--connections") options.connections = value;
        if (name == "--seconds") options.seconds = value;
        if (name == "--hits") options.hit_percent = value;
        if (name == "--get") options.get = arguments[i + 1];
    }
    print_header();
    return run_one(options) ? 0 : 1;
}

}  // namespace
}  // namespace holdfast::server::load

int main(int count, char** arguments) {
    return holdfast::server::load::main_of(count, arguments);
}
