// SPDX-License-Identifier: Apache-2.0
// Real answers, kept for docs/api/check: a few of each operation and status, written when the test program ends.
#pragma once

#include <string_view>

#include "holdfast/server/request.hpp"

namespace holdfast::server::tests {

void record_response(std::string_view method, std::string_view route, const Response& response);

}  // namespace holdfast::server::tests
