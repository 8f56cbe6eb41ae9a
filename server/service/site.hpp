// SPDX-License-Identifier: Apache-2.0
// Which part of the service answers a path: the API, the page's files, or the exit.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "holdfast/server/handler.hpp"
#include "static/static_files.hpp"

namespace holdfast::server {

/// GET /exit answers with Clear-Site-Data and nothing else: the page calls it when a person leaves in a hurry.
class Site final : public Handler {
  public:
    /// Without `page` the API alone is served.
    Site(Handler& api, std::optional<StaticFiles> page) : api_(api), page_(std::move(page)) {}

    [[nodiscard]] Cost cost(std::string_view method, std::string_view path) const noexcept override;
    [[nodiscard]] std::size_t body_limit(std::string_view method, std::string_view path) const noexcept override;
    [[nodiscard]] std::string_view route(std::string_view method, std::string_view path) const noexcept override;
    [[nodiscard]] std::optional<Response> refuse_unread(const Request& head) override;
    [[nodiscard]] Response handle(const Request& request) override;

  private:
    Handler& api_;
    const std::optional<StaticFiles> page_;
};

/// What operators may read, on a listener of its own: /metrics, and the API's /healthz and /readyz.
class Operations final : public Handler {
  public:
    Operations(Handler& api, std::function<std::string()> metrics) : api_(api), metrics_(std::move(metrics)) {}

    [[nodiscard]] Cost cost(std::string_view, std::string_view) const noexcept override { return Cost::memory; }
    [[nodiscard]] std::size_t body_limit(std::string_view, std::string_view) const noexcept override { return 0; }
    [[nodiscard]] Response handle(const Request& request) override;

  private:
    Handler& api_;
    std::function<std::string()> metrics_;
};

}  // namespace holdfast::server
