// SPDX-License-Identifier: Apache-2.0
// Digests of seals that nobody made, and the requests for them.
#pragma once

#include <string>

#include "holdfast/sealing/digest.hpp"

namespace holdfast::server::tests {

inline Digest256 seal(int n) {
    return sealing::sha256("seal " + std::to_string(n));
}
inline std::string seal_body(int n) {
    return R"({"seal":")" + to_hex(seal(n)) + "\"}";
}

}  // namespace holdfast::server::tests
