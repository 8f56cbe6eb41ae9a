// SPDX-License-Identifier: Apache-2.0
// A log that is read prints back the same, and can be written again line by line.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "holdfast/evidence/custody_log.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast::evidence;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto log = CustodyLog::read(text);
    if (!log) return 0;
    if (log->text() != text) std::abort();
    auto again = CustodyLog::open(log->entries()[0].at, log->entries()[0].words);
    if (!again) std::abort();
    for (std::size_t i = 1; i < log->entries().size(); ++i) {
        if (!again->append(log->entries()[i])) std::abort();
    }
    return 0;
}
