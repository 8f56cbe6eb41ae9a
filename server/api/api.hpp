// SPDX-License-Identifier: Apache-2.0
// The HTTP API, version 1 (docs/api/openapi.yaml): which path means what, and what stands before it. Knows no socket
// and no client's address.
#pragma once

#include <string_view>
#include <vector>

#include "api/context.hpp"
#include "holdfast/server/handler.hpp"

namespace holdfast::server::api {

class Api final : public Handler {
  public:
    explicit Api(ApiParts parts);
    ~Api() override;

    [[nodiscard]] Cost cost(std::string_view method, std::string_view path) const noexcept override;
    [[nodiscard]] std::size_t body_limit(std::string_view method, std::string_view path) const noexcept override;
    [[nodiscard]] std::string_view route(std::string_view method, std::string_view path) const noexcept override;
    [[nodiscard]] std::optional<Response> refuse_unread(const Request& head) override;
    [[nodiscard]] Response handle(const Request& request) override;

    struct Operation {
        std::string_view method;
        std::string_view path;  ///< its template, as route() gives it
        bool takes_key;         ///< refused without an Idempotency-Key
    };
    /// All that there are.
    [[nodiscard]] static std::vector<Operation> operations();

    /// The service is about to stop: /readyz says so from now on.
    void drain() noexcept { context_->draining.store(true); }

    /// The log of seals is damaged, as far as this process has met.
    [[nodiscard]] bool refuses_receipts() const noexcept { return context_->seal_log_damaged.load(); }

    [[nodiscard]] const Tallies& tallies() const noexcept { return context_->tallies; }

  private:
    [[nodiscard]] Response dispatch(const Request& request);
    [[nodiscard]] Response refuse_exception(const Request& request);
    std::unique_ptr<Context> context_;
};

}  // namespace holdfast::server::api
