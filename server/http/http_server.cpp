// SPDX-License-Identifier: Apache-2.0
#include "http/http_server.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <deque>
#include <new>

#include "http/shard.hpp"

namespace holdfast::server {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;

constexpr milliseconds cut_patience{1'000};   // for connections that were told to close
constexpr milliseconds descriptor_pause{50};  // when the process is out of descriptors

PeerAddress peer_address(const asio::ip::address& address) noexcept {
    const auto v6 = address.is_v4() ? asio::ip::make_address_v6(asio::ip::v4_mapped, address.to_v4()) : address.to_v6();
    return v6.to_bytes();
}

class Server final : public HttpServer {
  public:
    Server(const HttpOptions& options, Handler& handler, Observer& observer, std::vector<PeerAddress> proxies)
        : shared_(options, handler, observer, std::move(proxies)) {
        const unsigned threads = std::max(options.threads, 1U);
        const std::size_t share = std::max<std::size_t>((options.limits.connections + threads - 1) / threads, 1);
        for (unsigned i = 0; i < threads; ++i) shards_.emplace_back(shared_, i, share);
        acceptor_.emplace(shards_.front().context());
    }

    ~Server() override {
        if (!ended_) drain(milliseconds(0));
    }

    [[nodiscard]] std::expected<void, std::string> listen() {
        const HttpOptions& options = shared_.options;
        error_code error;
        const auto address = asio::ip::make_address(options.address, error);
        if (error) return std::unexpected("\"" + options.address + "\" is not a numeric IP address.");
        const tcp::endpoint endpoint(address, options.port);
        acceptor_->open(endpoint.protocol(), error);
        if (!error) acceptor_->set_option(tcp::acceptor::reuse_address(true), error);
        if (!error) acceptor_->bind(endpoint, error);
        if (!error) acceptor_->listen(asio::socket_base::max_listen_connections, error);
        if (!error) port_ = acceptor_->local_endpoint(error).port();
        if (error) {
            return std::unexpected("Cannot listen on " + options.address + " port " + std::to_string(options.port) +
                                   ": " + error.message() + "." +
                                   (error == asio::error::address_in_use ? " Is another service using it?" : ""));
        }
        asio::co_spawn(shards_.front().context(), accept(), asio::detached);
        for (Shard& shard : shards_) threads_.emplace_back([&shard] { shard.run(); });
        return {};
    }

    [[nodiscard]] std::uint16_t port() const noexcept override { return port_; }

    [[nodiscard]] HttpCounts counts() const noexcept override {
        constexpr auto relaxed = std::memory_order_relaxed;
        HttpCounts out;
        for (const Shard& shard : shards_) out.connections += shard.load();
        out.accepted = shared_.accepted.load(relaxed);
        out.turned_away = shared_.turned_away.load(relaxed);
        out.idle_closed = shared_.idle_closed.load(relaxed);
        out.timed_out = shared_.timed_out.load(relaxed);
        out.waiting = shared_.workers.waiting();
        out.queue_full = shared_.queue_full.load(relaxed);
        return out;
    }

    bool drain(milliseconds deadline) override {
        if (ended_) return true;
        ended_ = true;
        if (threads_.empty()) return true;  // it never listened
        const auto until = std::chrono::steady_clock::now() + deadline;
        shared_.draining = true;
        asio::post(shards_.front().context(), [this] { stop_accepting(); });
        for (Shard& shard : shards_) shard.begin_drain();
        const bool all_gone = wait_for_gone(until);
        std::atomic<std::size_t> busy = 0;
        if (!all_gone) {
            for (Shard& shard : shards_) shard.cut(busy);
            (void)wait_for_gone(std::chrono::steady_clock::now() + cut_patience);
        }
        for (Shard& shard : shards_) shard.stop();
        threads_.clear();
        return busy == 0;
    }

  private:
    [[nodiscard]] bool wait_for_gone(std::chrono::steady_clock::time_point until) {
        std::unique_lock lock(shared_.gone_mutex);
        return shared_.gone.wait_until(lock, until, [this] {
            return accepting_ended_ && std::ranges::all_of(shards_, [](const Shard& s) { return s.load() == 0; });
        });
    }

    Shard& least_loaded() {
        return *std::ranges::min_element(shards_, {}, [](const Shard& shard) { return shard.load(); });
    }

    void take(tcp::socket socket, Shard& shard) {
        shared_.accepted.fetch_add(1, std::memory_order_relaxed);
        error_code error;
        const auto remote = socket.remote_endpoint(error);
        if (error) return;  // gone already
        const PeerAddress peer = peer_address(remote.address());
        if (!shared_.peers.enter(peer)) {
            shared_.turned_away.fetch_add(1, std::memory_order_relaxed);
            return;
        }
        shard.add_load();
        shard.adopt(std::move(socket), peer);
    }

    asio::awaitable<void> accept() {
        asio::steady_timer pause(shards_.front().context());
        while (!shared_.draining) {
            Shard& shard = least_loaded();
            auto [error, socket] =
                co_await acceptor_->async_accept(shard.context(), asio::as_tuple(asio::use_awaitable));
            if (!error) {
                try {
                    take(std::move(socket), shard);
                } catch (const std::bad_alloc&) {
                    continue;  // this connection is lost, accepting goes on
                }
            } else if (error == asio::error::operation_aborted) {
                co_return;
            } else {
                pause.expires_after(descriptor_pause);
                (void)co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
            }
        }
    }

    /// Takes in what waits in the kernel's queue, which closing the socket would reset, then closes it.
    void stop_accepting() {
        error_code error;
        acceptor_->non_blocking(true, error);
        while (!error) {
            Shard& shard = least_loaded();
            tcp::socket socket(shard.context());
            acceptor_->accept(socket, error);
            if (!error) take(std::move(socket), shard);
        }
        acceptor_->close(error);
        const std::lock_guard lock(shared_.gone_mutex);
        accepting_ended_ = true;
        shared_.gone.notify_all();
    }

    // Order of destruction matters: threads, then the acceptor, then the workers' last jobs (they post to shards).
    std::deque<Shard> shards_;
    SharedParts shared_;
    std::optional<tcp::acceptor> acceptor_;
    std::vector<std::jthread> threads_;
    std::uint16_t port_ = 0;
    bool accepting_ended_ = false;  // under gone_mutex
    bool ended_ = false;
};

}  // namespace

std::expected<std::unique_ptr<HttpServer>, std::string> HttpServer::start(const HttpOptions& options, Handler& handler,
                                                                          Observer& observer) {
    std::vector<PeerAddress> proxies;
    for (const std::string& text : options.trusted_proxies) {
        error_code error;
        const auto address = asio::ip::make_address(text, error);
        if (error) return std::unexpected("The trusted proxy \"" + text + "\" is not a numeric IP address.");
        proxies.push_back(peer_address(address));
    }
    auto server = std::make_unique<Server>(options, handler, observer, std::move(proxies));
    if (auto listening = server->listen(); !listening) return std::unexpected(listening.error());
    return server;
}

}  // namespace holdfast::server
