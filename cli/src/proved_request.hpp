// SPDX-License-Identifier: Apache-2.0
// A write that a service takes from anybody, for work instead of a key: GET /v1/challenge, the proof of work of
// docs/formats/case-keys.md over the body, POST with it.
#pragma once

#include <string_view>

#include "pack_failure.hpp"
#include "service_client.hpp"

namespace holdfast::cli {

inline constexpr std::string_view foreign_answer = "The answer is not that of a Holdfast service.";

/// The answer to a GET, with status 200: anything else is a failure with its reason.
[[nodiscard]] PackResult<ServiceAnswer> ask_for(ServiceClient& service, const std::string& path);

/// Whatever the service answers in the end. Work takes seconds at most as services ask for it; Ctrl-C ends it.
[[nodiscard]] PackResult<ServiceAnswer> ask_with_proof(ServiceClient& service, const std::string& path,
                                                       const std::string& body);

}  // namespace holdfast::cli
