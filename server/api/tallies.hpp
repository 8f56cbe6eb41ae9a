// SPDX-License-Identifier: Apache-2.0
// How much was looked up, for metrics: sums over all partners.
#pragma once

#include <atomic>
#include <cstdint>

namespace holdfast::server::api {

struct Tallies {
    std::atomic<std::uint64_t> codes{0};    ///< looked up
    std::atomic<std::uint64_t> hits{0};     ///< of these, with at least one match
    std::atomic<std::uint64_t> matches{0};  ///< pairs that were answered
};

}  // namespace holdfast::server::api
