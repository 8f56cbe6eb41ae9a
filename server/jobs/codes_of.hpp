// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "holdfast/core/fingerprint.hpp"

namespace holdfast::server::jobs {

/// The codes of `signals`, in their order: what an index is searched with.
[[nodiscard]] inline std::vector<Code256> codes_of(std::span<const Signal> signals) {
    std::vector<Code256> codes;
    codes.reserve(signals.size());
    for (const Signal& signal : signals) {
        codes.push_back(signal.code);
    }
    return codes;
}

}  // namespace holdfast::server::jobs
