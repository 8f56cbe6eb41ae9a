// SPDX-License-Identifier: Apache-2.0
// Request line and headers, from bytes. Stricter than RFC 9112 asks wherever two readers of the same bytes (a proxy and
// this service) could see two different requests: bare line feeds, folded lines, both lengths, repeated headers.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>

#include "holdfast/server/request.hpp"
#include "http/limits.hpp"

namespace holdfast::server {

/// Where the head of a request ends in what has arrived so far.
struct HeadScan {
    enum class State : std::uint8_t {
        incomplete,  ///< nothing wrong yet; call again with more
        complete,    ///< the head is from `start` to `end`, its empty line included
        malformed,   ///< a bare line feed, a folded line or a NUL: it will never be a request
    };
    State state = State::incomplete;
    std::size_t start = 0;  ///< behind one empty line, which some clients send first (RFC 9112 section 2.2)
    std::size_t end = 0;
};
/// `from`: how many bytes were scanned by earlier calls on the same, shorter input. Cost: linear in what is new.
[[nodiscard]] HeadScan scan_head(std::string_view bytes, std::size_t from) noexcept;

struct Head {
    Request request;  ///< without its body; HEAD stays "HEAD" here
    std::optional<std::uint64_t> content_length;
    bool keep_alive = true;
    bool expects_continue = false;
};

/// `status`, `word` and `detail` of the problem to answer with; the connection cannot be used further.
struct Refusal {
    int status = 400;
    std::string_view word;
    std::string_view detail;
};

/// `bytes` is one complete head, empty line included.
[[nodiscard]] std::expected<Head, Refusal> parse_head(std::string_view bytes, const Limits& limits);

}  // namespace holdfast::server
