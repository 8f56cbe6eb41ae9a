// SPDX-License-Identifier: Apache-2.0
// The guide as it is compiled from data/, read once.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "holdfast/guidance/guide.hpp"

namespace holdfast::guidance::test {

inline std::string the_blob() {
    std::ifstream file(GUIDANCE_BLOB, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline const Guide& the_guide() {
    static const Guide guide = [] {
        auto read = read_guide(the_blob());
        if (!read) {
            for (const auto& fault : read.error().faults.kept()) ADD_FAILURE() << fault.pointer << ' ' << fault.detail;
            ADD_FAILURE() << explain(read.error().json);
            return Guide{};
        }
        return std::move(*read);
    }();
    return guide;
}

}  // namespace holdfast::guidance::test
