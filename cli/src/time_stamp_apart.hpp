// SPDX-License-Identifier: Apache-2.0
// Time stamps fetched by a process of its own, the command started again: it alone connects, to the one address that it
// was told, and this process hands it 32 bytes and gets a reply back. So the service opens no connection, and what
// reads the authority's TLS, HTTP and ASN.1 holds no database and no key of the service in its memory.
#pragma once

#include <chrono>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "apart_process.hpp"
#include "holdfast/server/time_stamper.hpp"

namespace holdfast::cli {

/// First argument of the command in that process. It stands in no help.
inline constexpr std::string_view time_stamp_process_name = "time-stamps-apart";

struct TimeStampProgram {
    std::string path = own_program;
    std::vector<std::string> arguments{"holdfast", std::string(time_stamp_process_name)};
    long seconds = 8;                        ///< that the authority may take
    std::chrono::milliseconds pause{5'000};  ///< at least so long between two starts
};

/// Starts it, so that a service that answers has one. When it ends it is started again with the next digest. The error
/// is a sentence. The process ends with this one.
[[nodiscard]] std::expected<std::unique_ptr<server::TimeStamper>, std::string> stamp_apart(
    const std::string& authority, const TimeStampProgram& program = {});

/// In that process: gives the exit code when it was started wrongly, and otherwise when nobody asks any more.
int run_time_stamp_process(int count, char** arguments);

}  // namespace holdfast::cli
