// SPDX-License-Identifier: Apache-2.0
// Whatever is read as a case prints back the same; whatever is read in another spelling has one text, which is read as
// the same case.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "holdfast/evidence/case_json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast;
    using namespace holdfast::evidence;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    JsonFaults faults;
    const auto loose = read_case(text, faults, Spelling::any);
    if (loose.has_value() != faults.empty()) std::abort();
    const auto strict = read_case(text, faults);
    if (strict && write_case(*strict) != text) std::abort();
    if (!loose) return strict ? (std::abort(), 0) : 0;
    const std::string written = write_case(*loose);
    JsonFaults none;
    const auto again = read_case(written, none);
    if (!again || *again != *loose) std::abort();
    return 0;
}
