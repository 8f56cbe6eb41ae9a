// SPDX-License-Identifier: Apache-2.0
// Log lines on standard error.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "config/settings.hpp"
#include "holdfast/server/log.hpp"

namespace holdfast::server {

/// One line an event: JSON ({"time","level","event", then the fields}) or text ("time level event name=value …").
/// `level` is the least that is written. `sink`, if set, gets the lines instead of standard error; tests use it.
[[nodiscard]] std::unique_ptr<Log> make_log(std::string_view level, LogFormat format,
                                            std::function<void(std::string_view)> sink = {});

}  // namespace holdfast::server
