// SPDX-License-Identifier: Apache-2.0
// A write that a service takes from anybody, for work instead of a key: GET /v1/challenge, the proof of work of
// docs/formats/case.md over the body, POST with it.
#pragma once

#include "pack_failure.hpp"
#include "service_client.hpp"

namespace holdfast::cli {

/// Whatever the service answers in the end. Work takes seconds at most as services ask for it; Ctrl-C ends it.
[[nodiscard]] PackResult<ServiceAnswer> ask_with_proof(ServiceClient& service, const std::string& path,
                                                       const std::string& body);

}  // namespace holdfast::cli
