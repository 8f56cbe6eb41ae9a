// SPDX-License-Identifier: Apache-2.0
// Property: whatever is accepted has a canonical form that is read as the same number.
#include <cstdlib>

#include "holdfast/sealing/case_number.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast::sealing;
    const auto number = case_number_from_text({reinterpret_cast<const char*>(data), size});
    if (number && case_number_from_text(to_text(*number)) != *number) std::abort();
    return 0;
}
