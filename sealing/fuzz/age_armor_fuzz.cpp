// SPDX-License-Identifier: Apache-2.0
// Property: in pieces or whole the answer is one, and an accepted armor without white space around is the only text of
// its bytes (CRLF aside).
#include <cstdlib>
#include <string>
#include <vector>

#include "holdfast/sealing/age_armor.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast::sealing;
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto whole = from_armor(text);
    ArmorReader reader;
    std::vector<std::byte> bytes;
    bool good = true;
    for (std::size_t at = 0; at < size; ++at) {
        good = reader.push(std::as_bytes(std::span(data + at, 1)), bytes).has_value() && good;
    }
    good = reader.finish(bytes).has_value() && good;
    if (good != whole.has_value() || (good && bytes != *whole)) std::abort();
    if (whole && text.find('\r') == std::string_view::npos && text.starts_with('-') && text.ends_with("-\n") &&
        to_armor(*whole) != text) {
        std::abort();
    }
    return 0;
}
