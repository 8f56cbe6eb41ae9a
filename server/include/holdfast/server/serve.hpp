// SPDX-License-Identifier: Apache-2.0
// `holdfast serve`: the service from its settings to its end.
#pragma once

#include <span>
#include <string>

#include "holdfast/server/time_stamper.hpp"

namespace holdfast::server {

/// Exit codes of serve().
enum ServeExit : int {
    serve_done = 0,          ///< told to stop, by SIGTERM or SIGINT, and did
    serve_cannot_start = 1,  ///< the data folder, the page or a port cannot be used; standard error says what to do
    serve_bad_settings = 2,  ///< an argument, variable or line of the settings file is wrong; standard error says which
};

/// Runs the service until SIGTERM or SIGINT. `arguments` stand behind "serve": --config FILE, --help, --show-settings,
/// and a flag for every setting (docs/commands/serve.md). Once it answers it prints its address on standard output, one
/// line, and flushes; its log goes to standard error. A second signal ends it at once; what was acknowledged is safe.
/// Where time_stamps.authority is set, `make_time_stamper` is called once, before anything else; the service itself
/// opens no connection.
[[nodiscard]] int serve(std::span<const std::string> arguments, const MakeTimeStamper& make_time_stamper = {});

}  // namespace holdfast::server
