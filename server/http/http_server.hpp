// SPDX-License-Identifier: Apache-2.0
// HTTP/1.1 over TCP, in front of a Handler. TLS and HTTP/2 are a reverse proxy's work.
//
// One io_context a thread; a connection stays on its thread for life. One thread accepts and gives each connection to
// the thread that holds the fewest, which keeps few long-lived connections (a proxy's pool, a partner's client) evenly
// spread, where SO_REUSEPORT would hash them; and a second service started by mistake is told that the port is taken.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/server/handler.hpp"
#include "http/limits.hpp"

namespace holdfast::server {

struct HttpOptions {
    std::string address = "127.0.0.1";  ///< numeric, IPv4 or IPv6
    std::uint16_t port = 0;             ///< 0: any free one
    unsigned threads = 1;               ///< for sockets and requests of Cost::memory
    unsigned workers = 1;               ///< for requests of Cost::storage
    Limits limits{};
    bool behind_tls = false;                     ///< a proxy gives TLS: send Strict-Transport-Security
    std::vector<std::string> trusted_proxies{};  ///< numeric addresses that connections_per_peer does not bind
};

/// What is told of a finished request: nothing of who asked, nor of what was in it.
struct Served {
    std::string_view route;   ///< the handler's template; "malformed" where there was no request to route
    std::string_view method;  ///< a known method or "other"
    int status = 0;
    std::chrono::microseconds took{0};  ///< from the last byte of the request to the first of the answer
};

class Observer {
  public:
    virtual ~Observer() = default;
    /// Called on the connection's thread, numbered from 0 to threads - 1.
    virtual void served(unsigned thread, const Served& request) noexcept = 0;
};

struct HttpCounts {
    std::uint64_t connections = 0;  ///< open now
    std::uint64_t accepted = 0;     ///< since the start, as are those below
    std::uint64_t turned_away = 0;  ///< by the limits on connections
    std::uint64_t idle_closed = 0;  ///< idle ones closed to make room
    std::uint64_t timed_out = 0;    ///< cut for being slow
    std::uint64_t waiting = 0;      ///< requests in the workers' queue now
    std::uint64_t queue_full = 0;   ///< requests refused because it was full
};

class HttpServer {
  public:
    /// Listens when it returns; the error is a sentence for the operator. `handler` and `observer` outlive the server.
    [[nodiscard]] static std::expected<std::unique_ptr<HttpServer>, std::string> start(const HttpOptions& options,
                                                                                       Handler& handler,
                                                                                       Observer& observer);
    virtual ~HttpServer() = default;

    [[nodiscard]] virtual std::uint16_t port() const noexcept = 0;
    [[nodiscard]] virtual HttpCounts counts() const noexcept = 0;

    /// Stops accepting, closes idle connections, lets running requests finish and be answered, and cuts what is left
    /// after `deadline`. Gives whether nothing had to be cut. The server is at an end afterwards.
    virtual bool drain(std::chrono::milliseconds deadline) = 0;
};

}  // namespace holdfast::server
