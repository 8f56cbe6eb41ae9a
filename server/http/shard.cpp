// SPDX-License-Identifier: Apache-2.0
#include "http/shard.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "http/http_date.hpp"
#include "http/problem.hpp"
#include "http/response_head.hpp"

namespace holdfast::server {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t read_size = 4096;
constexpr std::size_t most_lingered_bytes = 1 << 20;
constexpr milliseconds drain_first_byte{1'000};  // a connection accepted just before a drain may still speak
constexpr std::string_view allowed_methods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
constexpr std::string_view no_route = "malformed";

/// The method as a label of bounded variety.
std::string_view known_method(std::string_view method) noexcept {
    constexpr std::array<std::string_view, 7> names{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
    const auto* const found = std::ranges::find(names, method);
    return found == names.end() ? std::string_view("other") : *found;
}

bool is_json(std::string_view content_type) noexcept {
    constexpr std::string_view json = "application/json";
    const auto type = content_type.substr(0, content_type.find_first_of("; \t"));
    return std::ranges::equal(type, json, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

Response failed() {
    return problem(500, "internal", "The service failed in a way that it did not expect.");
}

std::optional<Response> handle_guarded(Handler& handler, const Request& request) {
    try {
        return handler.handle(request);
    } catch (...) {
        return failed();
    }
}

std::optional<Response> refuse_unread_guarded(Handler& handler, const Request& request) {
    try {
        return handler.refuse_unread(request);
    } catch (...) {
        return failed();
    }
}

/// `bytes` at `rate` a second, as time.
milliseconds time_for(std::size_t bytes, std::size_t rate) noexcept {
    return milliseconds(static_cast<std::int64_t>(bytes * 1000 / std::max<std::size_t>(rate, 1)));
}

std::string_view view(const boost::beast::flat_buffer& buffer) noexcept {
    const auto bytes = buffer.cdata();
    return {static_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

SharedParts::SharedParts(const HttpOptions& given, Handler& handler_given, Observer& observer_given,
                         std::vector<PeerAddress> proxies)
    : options(given),
      handler(handler_given),
      observer(observer_given),
      security(security_headers(given.behind_tls)),
      peers(given.limits.connections_per_peer, std::move(proxies)),
      workers(std::max(given.workers, 1U), given.limits.queued_requests) {}

bool BodyPlace::take(SharedParts& shared, std::size_t length) noexcept {
    if (length <= large_body) return true;
    const std::size_t before = shared.large_bodies.fetch_add(length, std::memory_order_relaxed);
    shared_ = &shared;
    held_ = length;
    return before + length <= shared.options.limits.large_bodies_bytes;
}

Shard::Shard(SharedParts& shared, unsigned number, std::size_t most_connections)
    : shared_(shared),
      number_(number),
      most_connections_(most_connections),
      work_(asio::make_work_guard(context_)),
      sweep_timer_(context_) {
    asio::co_spawn(context_, sweep(), asio::detached);
}

void Shard::drop_load() {
    if (load_.fetch_sub(1, std::memory_order_acq_rel) > 1) return;
    const std::lock_guard lock(shared_.gone_mutex);
    shared_.gone.notify_all();
}

void Shard::adopt(tcp::socket socket, const PeerAddress& peer) {
    asio::post(context_, [this, peer, moved = std::move(socket)]() mutable {
        if (connections_.size() >= most_connections_ && !make_room()) {
            shared_.turned_away.fetch_add(1, std::memory_order_relaxed);
            shared_.peers.leave(peer);
            drop_load();
            return;
        }
        error_code ignored;
        moved.set_option(tcp::no_delay(true), ignored);
        moved.non_blocking(true, ignored);
        connections_.emplace_back(std::move(moved), peer, shared_.options.limits.header_bytes + read_size);
        const Place place = std::prev(connections_.end());
        asio::co_spawn(context_, serve(*place), [this, place](const std::exception_ptr&) {
            shared_.peers.leave(place->peer);
            connections_.erase(place);
            drop_load();
        });
    });
}

bool Shard::make_room() {
    Connection* oldest = nullptr;
    for (Connection& each : connections_) {
        if (each.phase != Connection::Phase::idle || each.closing) continue;
        if (oldest == nullptr || each.since < oldest->since) oldest = &each;
    }
    if (oldest == nullptr) return false;
    shared_.idle_closed.fetch_add(1, std::memory_order_relaxed);
    end_connection(*oldest);
    return true;
}

void Shard::end_connection(Connection& connection) {
    connection.closing = true;
    error_code ignored;
    connection.socket.cancel(ignored);
}

void Shard::begin_drain() {
    asio::post(context_, [this] {
        const auto soon = std::chrono::steady_clock::now() + drain_first_byte;
        for (Connection& each : connections_) {
            if (each.phase != Connection::Phase::idle) continue;
            error_code ignored;
            if (each.requests > 0 && each.socket.available(ignored) == 0) {
                end_connection(each);
            } else {
                each.deadline = std::min(each.deadline, soon);
            }
        }
    });
}

void Shard::cut(std::atomic<std::size_t>& busy) {
    asio::post(context_, [this, &busy] {
        for (Connection& each : connections_) {
            if (each.phase == Connection::Phase::busy) busy.fetch_add(1, std::memory_order_relaxed);
            end_connection(each);
        }
    });
}

void Shard::begin_phase(Connection& connection, Connection::Phase phase, milliseconds time) {
    connection.phase = phase;
    connection.since = std::chrono::steady_clock::now();
    connection.deadline = connection.since + time;
    connection.expired = false;
}

asio::awaitable<void> Shard::sweep() {
    const Limits& limits = shared_.options.limits;
    const auto shortest = std::min({limits.header_time, limits.idle_time, limits.body_time, limits.write_time,
                                    limits.linger_time, drain_first_byte});
    const auto pause = std::clamp(shortest / 4, milliseconds(5), milliseconds(250));
    for (;;) {
        sweep_timer_.expires_after(pause);
        const auto [error] = co_await sweep_timer_.async_wait(as_result);
        if (error) co_return;
        const auto now = std::chrono::steady_clock::now();
        for (Connection& each : connections_) {
            if (now < each.deadline || each.expired) continue;
            each.expired = true;
            if (each.phase == Connection::Phase::busy) shared_.timed_out.fetch_add(1, std::memory_order_relaxed);
            error_code ignored;
            each.socket.cancel(ignored);
        }
    }
}

std::string_view Shard::date() {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (now != date_of_) {
        date_of_ = now;
        date_ = http_date(now);
    }
    return date_;
}

void Shard::note(std::string_view route, std::string_view method, int status, SteadyTime begun) noexcept {
    const auto took = std::chrono::steady_clock::now() - begun;
    shared_.observer.served(
        number_, {route, known_method(method), status, std::chrono::duration_cast<std::chrono::microseconds>(took)});
}

asio::awaitable<void> Shard::serve(Connection& connection) {
    while (co_await serve_one(connection)) {
        // What is pipelined behind this request waits its turn: another connection's request comes first.
        if (connection.input.size() > 0) co_await asio::post(context_, asio::use_awaitable);
    }
    if (connection.phase == Connection::Phase::answered) co_await linger(connection);
    error_code ignored;
    connection.socket.close(ignored);
}

asio::awaitable<Shard::Arrival> Shard::read_head(Connection& connection, HeadScan& found, Refusal& refusal) {
    const Limits& limits = shared_.options.limits;
    bool begun = connection.input.size() > 0;
    if (begun) {
        begin_phase(connection, Connection::Phase::busy, limits.header_time);
    } else {
        auto patience = connection.requests == 0 ? limits.header_time : limits.idle_time;
        if (shared_.draining.load(std::memory_order_relaxed)) patience = std::min(patience, drain_first_byte);
        begin_phase(connection, Connection::Phase::idle, patience);
    }
    std::size_t scanned = 0;
    for (;;) {
        found = scan_head(view(connection.input), scanned);
        if (found.state == HeadScan::State::complete) co_return Arrival::whole;
        if (found.state == HeadScan::State::malformed) {
            refusal = {400, "malformed", "The bytes sent are not an HTTP request."};
            co_return Arrival::refused;
        }
        scanned = connection.input.size();
        if (scanned > limits.header_bytes) {
            const bool in_first_line = view(connection.input).find('\n') == std::string_view::npos;
            refusal = in_first_line ? Refusal{414, "target_too_long", "The request target is too long."}
                                    : Refusal{431, "headers_too_large", "The headers of the request are too large."};
            co_return Arrival::refused;
        }
        const std::size_t room = std::min(read_size, connection.input.max_size() - scanned);
        const auto [error, got] = co_await connection.socket.async_read_some(connection.input.prepare(room), as_result);
        if (error) co_return (begun && connection.expired) ? Arrival::late : Arrival::gone;
        if (begun && connection.expired) co_return Arrival::late;
        if (begun && connection.closing) co_return Arrival::gone;
        connection.input.commit(got);
        if (!begun) {
            begun = true;
            begin_phase(connection, Connection::Phase::busy, limits.header_time);
        }
    }
}

asio::awaitable<Shard::Arrival> Shard::read_body(Connection& connection, std::size_t length, std::string& body) {
    const Limits& limits = shared_.options.limits;
    // A stated length costs memory only as the body arrives.
    begin_phase(connection, Connection::Phase::busy, limits.body_time);
    const auto begun = connection.since;
    const std::size_t at_hand = std::min(length, connection.input.size());
    body.assign(view(connection.input).substr(0, at_hand));
    connection.input.consume(at_hand);
    std::size_t filled = at_hand;
    while (filled < length) {
        body.resize(std::min(length, std::max(large_body, filled * 2)));
        const auto [error, got] = co_await connection.socket.async_read_some(
            asio::buffer(body.data() + filled, body.size() - filled), as_result);
        if (connection.expired) co_return Arrival::late;
        if (error || connection.closing) co_return Arrival::gone;
        filled += got;
        const auto granted = limits.body_time + time_for(filled, limits.body_rate);
        connection.deadline = begun + std::min(granted, limits.body_time_most);
    }
    co_return Arrival::whole;
}

asio::awaitable<bool> Shard::serve_one(Connection& connection) {
    const Limits& limits = shared_.options.limits;
    constexpr Refusal late{408, "request_timeout", "The request did not arrive in time."};
    HeadScan found;
    Refusal refusal;
    switch (co_await read_head(connection, found, refusal)) {
        case Arrival::whole:
            break;
        case Arrival::gone:
            co_return false;
        case Arrival::late:
            co_return co_await refuse(connection, late, no_route, "other");
        case Arrival::refused:
            co_return co_await refuse(connection, refusal, no_route, "other");
    }
    auto head = parse_head(view(connection.input).substr(found.start, found.end - found.start), limits);
    if (!head) co_return co_await refuse(connection, head.error(), no_route, "other");
    connection.input.consume(found.end);
    ++connection.requests;

    Request& request = head->request;
    const std::string sent_method = request.method;
    const bool head_only = sent_method == "HEAD";
    if (head_only) request.method = "GET";
    const std::string_view route = shared_.handler.route(request.method, request.path);
    if (known_method(sent_method) == "other") {
        co_return co_await refuse(connection, {501, "method_not_allowed", "The method is not known here."}, route,
                                  sent_method);
    }
    const std::uint64_t length = head->content_length.value_or(0);
    if (!head->content_length && (sent_method == "POST" || sent_method == "PUT" || sent_method == "PATCH")) {
        co_return co_await refuse(connection, {411, "length_required", "Send a Content-Length, also when it is 0."},
                                  route, sent_method);
    }
    BodyPlace place;
    bool keep_alive = head->keep_alive && connection.requests < limits.requests_per_connection;
    if (length > 0) {
        const std::size_t most = shared_.handler.body_limit(request.method, request.path);
        if (length > most && route != "other") {
            co_return co_await refuse(connection, {413, "too_large", "The body is larger than this route takes."},
                                      route, sent_method);
        }
        if (length > most) {
            keep_alive = false;  // an unknown route says so itself; its body is not read
        } else {
            if (!is_json(request.header("content-type"))) {
                co_return co_await refuse(connection, {415, "wrong_media_type", "Send the body as application/json."},
                                          route, sent_method);
            }
            if (length > large_body) {
                connection.phase = Connection::Phase::busy;
                connection.deadline = SteadyTime::max();
                const auto refused = co_await ask(request, refuse_unread_guarded);
                if (refused) co_return co_await end_with(connection, *refused, route, sent_method);
                if (connection.closing) co_return false;
            }
            if (!place.take(shared_, static_cast<std::size_t>(length))) {
                co_return co_await refuse(
                    connection, {503, "unavailable", "Too many large requests are under way. Try again in a moment."},
                    route, sent_method);
            }
            if (head->expects_continue && connection.input.size() == 0) {
                begin_phase(connection, Connection::Phase::busy, limits.write_time);
                if (!co_await write_all(connection, "HTTP/1.1 100 Continue\r\n\r\n", {})) co_return false;
            }
            switch (co_await read_body(connection, static_cast<std::size_t>(length), request.body)) {
                case Arrival::whole:
                    break;
                case Arrival::late:
                    co_return co_await refuse(connection, late, route, sent_method);
                default:
                    co_return false;
            }
        }
    }

    const auto begun = std::chrono::steady_clock::now();
    connection.phase = Connection::Phase::busy;
    connection.deadline = SteadyTime::max();
    Response response;
    if (sent_method == "OPTIONS") {
        response.status = 204;
        response.headers.emplace_back("Allow", allowed_methods);
    } else {
        response = (co_await ask(request, handle_guarded)).value_or(Response{});
    }
    note(route, sent_method, response.status, begun);
    if (connection.closing || shared_.draining.load(std::memory_order_relaxed)) keep_alive = false;
    if (!co_await answer(connection, response, keep_alive, head_only)) co_return false;
    if (!keep_alive) connection.phase = Connection::Phase::answered;
    co_return keep_alive;
}

asio::awaitable<std::optional<Response>> Shard::ask(const Request& request, Question question) {
    if (shared_.handler.cost(request.method, request.path) == Cost::memory) {
        co_return question(shared_.handler, request);
    }
    if (!shared_.workers.reserve()) {
        shared_.queue_full.fetch_add(1, std::memory_order_relaxed);
        Response full = problem(503, "unavailable", "Too many requests are waiting. Try again in a moment.");
        full.headers.emplace_back("Retry-After", "1");
        co_return full;
    }
    co_return co_await ask_on_worker(request, question);
}

asio::awaitable<std::optional<Response>> Shard::ask_on_worker(const Request& request, Question question) {
    using Answer = std::optional<Response>;
    auto begin = [this, &request, question](auto completion) {
        shared_.workers.post([this, &request, question, done = std::move(completion)]() mutable {
            Answer response = question(shared_.handler, request);
            asio::post(context_, [done = std::move(done), response = std::move(response)]() mutable {
                std::move(done)(std::move(response));
            });
        });
    };
    return asio::async_initiate<const asio::use_awaitable_t<>&, void(Answer)>(std::move(begin), asio::use_awaitable);
}

asio::awaitable<bool> Shard::answer(Connection& connection, const Response& response, bool keep_alive, bool head_only) {
    compose_head(response, {.keep_alive = keep_alive, .date = date(), .security = shared_.security},
                 connection.head_out);
    std::string_view body = response.lasting_body.empty() ? std::string_view(response.body) : response.lasting_body;
    if (head_only || !may_have_body(response.status)) body = {};
    const Limits& limits = shared_.options.limits;
    begin_phase(connection, Connection::Phase::busy, limits.write_time + time_for(body.size(), limits.write_rate));
    co_return co_await write_all(connection, connection.head_out, body);
}

asio::awaitable<bool> Shard::write_all(Connection& connection, std::string_view first, std::string_view second) {
    for (;;) {
        const std::array<asio::const_buffer, 2> parts{asio::buffer(first), asio::buffer(second)};
        error_code error;
        // Most answers fit the socket's buffer: written at once, without a turn through the scheduler.
        std::size_t sent = connection.socket.write_some(parts, error);
        if (error == asio::error::would_block) {
            const auto [waited, later] = co_await connection.socket.async_write_some(parts, as_result);
            error = waited;
            sent = later;
        }
        if (error) co_return false;
        const std::size_t of_first = std::min(sent, first.size());
        first.remove_prefix(of_first);
        second.remove_prefix(sent - of_first);
        if (first.empty() && second.empty()) co_return true;
        if (connection.expired || connection.closing) co_return false;
    }
}

asio::awaitable<bool> Shard::refuse(Connection& connection, const Refusal& refusal, std::string_view route,
                                    std::string_view method) {
    Response response = problem(refusal.status, refusal.word, refusal.detail);
    if (refusal.status == 503) response.headers.emplace_back("Retry-After", "1");
    if (refusal.status == 501) response.headers.emplace_back("Allow", allowed_methods);
    co_return co_await end_with(connection, response, route, method);
}

asio::awaitable<bool> Shard::end_with(Connection& connection, const Response& response, std::string_view route,
                                      std::string_view method) {
    note(route, method, response.status, std::chrono::steady_clock::now());
    if (co_await answer(connection, response, false, method == "HEAD")) connection.phase = Connection::Phase::answered;
    co_return false;
}

asio::awaitable<void> Shard::linger(Connection& connection) {
    begin_phase(connection, Connection::Phase::answered, shared_.options.limits.linger_time);
    error_code error;
    connection.socket.shutdown(tcp::socket::shutdown_send, error);
    std::array<char, 1024> nothing;
    for (std::size_t seen = 0; !error && seen < most_lingered_bytes;) {
        const auto [failure, got] = co_await connection.socket.async_read_some(asio::buffer(nothing), as_result);
        if (failure || connection.expired || connection.closing) co_return;
        seen += got;
    }
}

}  // namespace holdfast::server
