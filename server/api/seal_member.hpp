// SPDX-License-Identifier: Apache-2.0
// The body of the operations that take the digest of a seal and nothing else.
#pragma once

#include "api/gate.hpp"

namespace holdfast::server::api {

/// `{"seal": 64 hexadecimal digits}`.
[[nodiscard]] OrRefusal<Digest256> read_seal(const Request& request);

}  // namespace holdfast::server::api
