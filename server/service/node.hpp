// SPDX-License-Identifier: Apache-2.0
// One running service: store, indexes, follower, upkeep, API and listeners, wired and started in order, stopped in the
// reverse order.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>

#include "config/settings.hpp"
#include "holdfast/server/log.hpp"
#include "holdfast/server/time_stamper.hpp"

namespace holdfast::server {

class Node {
  public:
    /// Answers requests when it returns. The error is a sentence that says what to do.
    /// Both outlive it; `stamper` may be missing.
    [[nodiscard]] static std::expected<std::unique_ptr<Node>, std::string> start(const Settings& settings, Log& log,
                                                                                 TimeStamper* stamper);
    virtual ~Node() = default;

    [[nodiscard]] virtual std::uint16_t port() const noexcept = 0;
    [[nodiscard]] virtual bool has_page() const noexcept = 0;

    /// Finishes what runs, within settings.drain, and ends. Gives whether nothing was cut.
    virtual bool drain() = 0;
};

}  // namespace holdfast::server
