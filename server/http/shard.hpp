// SPDX-License-Identifier: Apache-2.0
// One thread's share of the connections. Everything here but the atomics and the calls said to be for any thread runs
// on that thread alone, so nothing of a connection is locked.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <condition_variable>
#include <list>
#include <mutex>
#include <optional>
#include <string>

#include "http/http_server.hpp"
#include "http/peer_counts.hpp"
#include "http/request_head.hpp"
#include "http/worker_pool.hpp"

namespace holdfast::server {

using SteadyTime = std::chrono::steady_clock::time_point;

/// What all shards of a server share.
struct SharedParts {
    HttpOptions options;
    Handler& handler;
    Observer& observer;
    std::string security;
    PeerCounts peers;
    std::atomic<bool> draining = false;
    std::atomic<std::size_t> large_bodies = 0;  // bytes that large bodies under way hold or will
    std::atomic<std::uint64_t> accepted = 0, turned_away = 0, idle_closed = 0, timed_out = 0, queue_full = 0;
    std::mutex gone_mutex;
    std::condition_variable gone;  // told whenever a shard has lost its last connection
    WorkerPool workers;

    SharedParts(const HttpOptions& given, Handler& handler_given, Observer& observer_given,
                std::vector<PeerAddress> proxies);
};

/// A place for one large body, given back when this goes.
class BodyPlace {
  public:
    BodyPlace() = default;
    BodyPlace(const BodyPlace&) = delete;
    BodyPlace& operator=(const BodyPlace&) = delete;
    ~BodyPlace() {
        if (held_ > 0) shared_->large_bodies.fetch_sub(held_, std::memory_order_relaxed);
    }
    /// False when there is no room for `length` bytes now; small bodies need no place.
    [[nodiscard]] bool take(SharedParts& shared, std::size_t length) noexcept;

  private:
    SharedParts* shared_ = nullptr;
    std::size_t held_ = 0;
};

struct Connection {
    Connection(boost::asio::ip::tcp::socket socket_given, const PeerAddress& peer_given, std::size_t most_input)
        : socket(std::move(socket_given)), peer(peer_given), input(most_input) {}

    enum class Phase : std::uint8_t {
        idle,      ///< between requests: may be closed without loss
        busy,      ///< a request is arriving, running or being answered
        answered,  ///< the last answer is sent; lingering
    };

    boost::asio::ip::tcp::socket socket;
    PeerAddress peer;
    boost::beast::flat_buffer input;
    std::string head_out;
    SteadyTime deadline = SteadyTime::max();
    SteadyTime since;  ///< start of the phase
    std::size_t requests = 0;
    Phase phase = Phase::idle;
    // Both come with a cancel, which does nothing to a read that has just ended well: so whoever waited looks here too.
    bool expired = false;  ///< the sweep found it past its deadline
    bool closing = false;  ///< told to go: a drain, or room is needed
};

class Shard {
  public:
    Shard(SharedParts& shared, unsigned number, std::size_t most_connections);

    /// Runs until stop(); on the shard's own thread.
    void run() { context_.run(); }
    void stop() { context_.stop(); }  ///< any thread

    [[nodiscard]] boost::asio::io_context& context() noexcept { return context_; }
    /// Connections given to this shard and not yet gone; any thread.
    [[nodiscard]] std::size_t load() const noexcept { return load_.load(std::memory_order_relaxed); }
    void add_load() noexcept { load_.fetch_add(1, std::memory_order_relaxed); }
    void drop_load();

    /// Serves `socket`, which belongs to this shard's context and is counted by add_load(); any thread.
    void adopt(boost::asio::ip::tcp::socket socket, const PeerAddress& peer);
    /// Sends idle connections away; any thread.
    void begin_drain();
    /// Closes every connection and adds how many of them were still busy; any thread.
    void cut(std::atomic<std::size_t>& busy);

  private:
    using Place = std::list<Connection>::iterator;
    template <class T>
    using Awaitable = boost::asio::awaitable<T>;

    enum class Arrival : std::uint8_t { whole, gone, late, refused };

    Awaitable<void> serve(Connection& connection);
    /// False when the connection is to be closed after what was answered.
    Awaitable<bool> serve_one(Connection& connection);
    Awaitable<Arrival> read_head(Connection& connection, HeadScan& found, Refusal& refusal);
    Awaitable<Arrival> read_body(Connection& connection, std::size_t length, std::string& body);
    /// What the handler is asked; must not throw.
    using Question = std::optional<Response> (*)(Handler& handler, const Request& request);
    /// Asks it here or on a worker, as the request's cost demands.
    Awaitable<std::optional<Response>> ask(const Request& request, Question question);
    Awaitable<std::optional<Response>> ask_on_worker(const Request& request, Question question);
    Awaitable<bool> answer(Connection& connection, const Response& response, bool keep_alive, bool head_only);
    Awaitable<bool> write_all(Connection& connection, std::string_view first, std::string_view second);
    Awaitable<bool> refuse(Connection& connection, const Refusal& refusal, std::string_view route,
                           std::string_view method);
    /// Ends the connection with this answer.
    Awaitable<bool> end_with(Connection& connection, const Response& response, std::string_view route,
                             std::string_view method);
    Awaitable<void> linger(Connection& connection);
    Awaitable<void> sweep();

    bool make_room();
    void begin_phase(Connection& connection, Connection::Phase phase, std::chrono::milliseconds time);
    void end_connection(Connection& connection);
    void note(std::string_view route, std::string_view method, int status, SteadyTime begun) noexcept;
    std::string_view date();

    SharedParts& shared_;
    const unsigned number_;
    const std::size_t most_connections_;
    std::atomic<std::size_t> load_ = 0;
    boost::asio::io_context context_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    boost::asio::steady_timer sweep_timer_;
    std::list<Connection> connections_;
    std::string date_;
    std::chrono::sys_seconds date_of_;
};

}  // namespace holdfast::server
