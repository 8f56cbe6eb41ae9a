// SPDX-License-Identifier: Apache-2.0
// A file that is taken gives settings whose values read back as themselves; one that is not names a line.
#include <cstdlib>
#include <string>

#include "config/settings.hpp"

using namespace holdfast::server;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    Settings settings;
    const auto applied = apply_file(settings, {reinterpret_cast<const char*>(data), size}, "f");
    if (!applied) {
        if (!applied.error().starts_with("f:")) std::abort();
        return 0;
    }
    for (const Setting& each : setting_table()) {
        const std::string value = each.get(settings);
        if (!each.set(settings, value).empty() || each.get(settings) != value) std::abort();
    }
    return 0;
}
