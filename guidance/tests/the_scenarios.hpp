// SPDX-License-Identifier: Apache-2.0
// The sixty written situations of vectors/guidance.
#pragma once

#include <toml++/toml.h>

#include <string>
#include <string_view>
#include <vector>

namespace holdfast::guidance::test {

inline const toml::array& scenarios() {
    static const toml::table file = toml::parse_file(HOLDFAST_VECTORS "/guidance/scenarios.toml");
    return *file["scenario"].as_array();
}

/// The words of one of its lists; none where it has no such list.
inline std::vector<std::string> list_of(const toml::table& scenario, std::string_view name) {
    std::vector<std::string> list;
    if (const auto* array = scenario[name].as_array())
        for (const auto& entry : *array) list.push_back(entry.value<std::string>().value());
    return list;
}

}  // namespace holdfast::guidance::test
