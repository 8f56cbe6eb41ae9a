// SPDX-License-Identifier: Apache-2.0
// Whatever a reader gives becomes lines that a case may hold, and stays so when it is made fit again; what is found in
// them stands in them.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "holdfast/core/utf8.hpp"
#include "holdfast/evidence/case.hpp"
#include "holdfast/evidence/machine_read.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast;
    const evidence::MachineWords words = evidence::machine_words({reinterpret_cast<const char*>(data), size});
    if (!is_utf8(words.text) || words.text.size() > evidence::longest_machine_read) std::abort();
    for (const char c : words.text) {
        if (c != '\n' && static_cast<unsigned char>(c) < 0x20) std::abort();
    }
    if (evidence::machine_words(words.text).text != words.text) std::abort();
    const auto found = evidence::found_in(words.text);
    if (found.size() > evidence::most_found) std::abort();
    for (const evidence::FoundInWords& each : found) {
        if (each.value.empty() || !words.text.contains(each.value)) std::abort();
    }
    return 0;
}
