// SPDX-License-Identifier: Apache-2.0
// Structured log lines. What may stand in one: event names, counts, durations, route templates, statuses. What may not:
// codes, keys, tokens, addresses, URLs, case numbers, and anything else that a client wrote.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace holdfast::server {

enum class LogLevel : std::uint8_t { debug, info, warning, error };

struct LogField {
    std::string_view name;
    std::string value;
};

/// Thread safe.
class Log {
  public:
    virtual ~Log() = default;
    /// `event` is a fixed word such as "follower.poll_failed".
    virtual void write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) noexcept = 0;
};

}  // namespace holdfast::server
