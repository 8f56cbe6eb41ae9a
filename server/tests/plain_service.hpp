// SPDX-License-Identifier: Apache-2.0
// A small Handler, and a server around it, whose requests tests can hold back.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "http/http_server.hpp"

namespace holdfast::server {

/// GET /plain; POST /echo (up to 128 KiB) in memory; POST /stored (storage; a large body for the key "good" alone); GET
/// /held (storage, waits for release()), GET /blocking (the same in memory: its connection's thread does nothing else
/// meanwhile).
class PlainHandler final : public Handler {
  public:
    [[nodiscard]] Cost cost(std::string_view, std::string_view path) const noexcept override {
        return path == "/stored" || path == "/held" ? Cost::storage : Cost::memory;
    }
    [[nodiscard]] std::size_t body_limit(std::string_view method, std::string_view path) const noexcept override {
        return method == "POST" && (path == "/echo" || path == "/stored") ? 128 * 1024 : 0;
    }
    [[nodiscard]] std::string_view route(std::string_view, std::string_view path) const noexcept override {
        for (const std::string_view known : {"/plain", "/echo", "/stored", "/held", "/blocking", "/throws", "/big"}) {
            if (path == known) return known;
        }
        return "other";
    }
    [[nodiscard]] std::optional<Response> refuse_unread(const Request& head) override {
        ++asked_unread;
        if (head.path != "/stored" || head.header("authorization") == "good") return std::nullopt;
        if (head.header("authorization") == "throws") throw std::bad_alloc();
        Response response;
        response.status = 401;
        return response;
    }
    [[nodiscard]] Response handle(const Request& request) override {
        Response response;
        if (request.path == "/plain") {
            response.body = R"({"method":")" + request.method + R"("})";
        } else if (request.path == "/echo" || request.path == "/stored") {
            response.body = request.body;
        } else if (request.path == "/held" || request.path == "/blocking") {
            std::unique_lock lock(mutex_);
            ++held_;
            changed_.notify_all();
            changed_.wait(lock, [this] { return released_; });
            response.body = R"({"held":true})";
        } else if (request.path == "/big") {
            response.lasting_body = big_;
        } else if (request.path == "/throws") {
            throw std::bad_alloc();
        } else {
            response.status = 404;
            response.body = "{}";
        }
        return response;
    }

    std::atomic<int> asked_unread = 0;

    void wait_for_held(int count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return held_ >= count; });
    }
    void release() {
        const std::lock_guard lock(mutex_);
        released_ = true;
        changed_.notify_all();
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int held_ = 0;
    bool released_ = false;
    const std::string big_ = std::string(8U << 20U, 'b');
};

class RecordingObserver final : public Observer {
  public:
    struct Seen {
        std::string route;
        std::string method;
        int status;
    };
    void served(unsigned, const Served& request) noexcept override {
        const std::lock_guard lock(mutex_);
        seen_.push_back({std::string(request.route), std::string(request.method), request.status});
    }
    [[nodiscard]] std::vector<Seen> seen() {
        const std::lock_guard lock(mutex_);
        return seen_;
    }

  private:
    std::mutex mutex_;
    std::vector<Seen> seen_;
};

struct PlainService {
    explicit PlainService(HttpOptions options = {}) {
        auto started = HttpServer::start(options, handler, observer);
        if (started) server = std::move(*started);
    }
    ~PlainService() { handler.release(); }
    PlainService(const PlainService&) = delete;
    PlainService& operator=(const PlainService&) = delete;

    PlainHandler handler;
    RecordingObserver observer;
    std::unique_ptr<HttpServer> server;
};

}  // namespace holdfast::server
