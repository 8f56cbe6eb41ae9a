// SPDX-License-Identifier: Apache-2.0
// The wall between server/http (sockets, threads, limits) and server/api (what a request means).
#pragma once

#include <optional>

#include "holdfast/server/request.hpp"

namespace holdfast::server {

/// How a request is to be run; decided from method and path alone, before the body is read.
enum class Cost {
    memory,   ///< answers from memory in well under a millisecond: run on the connection's own thread
    storage,  ///< reads or writes the store: run on the worker threads
};

class Handler {
  public:
    virtual ~Handler() = default;
    [[nodiscard]] virtual Cost cost(std::string_view method, std::string_view path) const noexcept = 0;
    /// Greatest body in bytes that this route takes; 0 for routes without one. server/http answers 413 beyond it.
    [[nodiscard]] virtual std::size_t body_limit(std::string_view method, std::string_view path) const noexcept = 0;
    /// Template of the route for counts and logs, such as "/v1/items/{item}/feedback"; of static storage, one of a
    /// bounded set, and never what the client wrote.
    [[nodiscard]] virtual std::string_view route(std::string_view /*method*/,
                                                 std::string_view /*path*/) const noexcept {
        return "other";
    }
    /// Asked before a large body (http/limits.hpp) is taken, with all of the request but that: the answer to give
    /// instead of taking it. Run where cost() says, as handle() is, from many threads at once.
    [[nodiscard]] virtual std::optional<Response> refuse_unread(const Request& /*head*/) { return std::nullopt; }
    /// Never throws. Called from many threads at once.
    [[nodiscard]] virtual Response handle(const Request& request) = 0;
};

}  // namespace holdfast::server
