// SPDX-License-Identifier: Apache-2.0
// Refusals of server/http itself, as RFC 9457 problem documents.
#pragma once

#include <string_view>

#include "holdfast/server/request.hpp"

namespace holdfast::server {

/// `word` ends the type "urn:holdfast:problem:<word>"; `detail` is a sentence for whoever wrote the client.
[[nodiscard]] Response problem(int status, std::string_view word, std::string_view detail);

/// The standard phrase of a status, "Unknown" for one that the service does not use.
[[nodiscard]] std::string_view reason_phrase(int status) noexcept;

}  // namespace holdfast::server
