// SPDX-License-Identifier: Apache-2.0
// Property: a signed note and a verifier key that are accepted are the only text of what they say.
#include <cstdlib>

#include "holdfast/sealing/signed_note.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast::sealing;
    const std::string text{reinterpret_cast<const char*>(data), size};
    if (const auto note = read_signed_note(text); note && to_text(*note) != text) std::abort();
    if (const auto key = read_note_key(text); key && to_text(*key) != text) std::abort();
    return 0;
}
