// SPDX-License-Identifier: Apache-2.0
// Property: an accepted text is the only text of its bytes, in each form.
#include <cstdlib>

#include "holdfast/sealing/base64.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast::sealing;
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    for (const auto form : {Base64Form::padded, Base64Form::unpadded, Base64Form::url}) {
        const auto bytes = from_base64(text, form);
        if (bytes && to_base64(*bytes, form) != text) std::abort();
    }
    return 0;
}
