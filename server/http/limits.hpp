// SPDX-License-Identifier: Apache-2.0
// What one client may take of the service. Memory for requests is bounded by
// connections * (header_bytes + large_body) + large_bodies_bytes.
#pragma once

#include <chrono>
#include <cstddef>

namespace holdfast::server {

using std::chrono::milliseconds;

/// A body longer than this counts against Limits::large_bodies_bytes from its announcement to its answer.
inline constexpr std::size_t large_body = std::size_t{64} * 1024;

struct Limits {
    std::size_t header_bytes = std::size_t{16} * 1024;  ///< request line and headers together; 431 beyond
    std::size_t target_bytes = 2048;                    ///< path and query as sent; 414 beyond
    std::size_t header_count = 64;                      ///< header lines; 431 beyond
    std::size_t connections = 2048;                ///< in all; beyond, the longest idle one is closed, else the new one
    std::size_t connections_per_peer = 64;         ///< an IPv4 address or an IPv6 /64; not for trusted proxies
    std::size_t requests_per_connection = 10'000;  ///< then the connection is closed, so that load spreads anew
    std::size_t large_bodies_bytes = 64U << 20U;   ///< of all large bodies under way; 503 with Retry-After beyond
    std::size_t queued_requests = 256;             ///< waiting for a worker; 503 with Retry-After beyond

    milliseconds header_time{10'000};  ///< first byte of a request to the end of its headers; 408 beyond
    milliseconds idle_time{65'000};    ///< between requests; above the 60 s for which common proxies keep a connection
    milliseconds body_time{10'000};    ///< for the body; each body_rate bytes that arrive grant a second more
    milliseconds body_time_most{60'000};  ///< but never more than this
    std::size_t body_rate = 1024;         ///< bytes a second
    milliseconds write_time{20'000};      ///< for an answer; each write_rate bytes of it grant a second more
    std::size_t write_rate = 4096;        ///< bytes a second
    milliseconds linger_time{1'000};      ///< after a refusal: read on, so that the client sees the answer, not a reset
};

}  // namespace holdfast::server
