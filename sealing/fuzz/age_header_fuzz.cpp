// SPDX-License-Identifier: Apache-2.0
// Property: what is accepted as a header, printing gives back byte for byte; and its end is found where it is.
#include <cstdlib>
#include <string>

#include "age_header.hpp"
#include "holdfast/sealing/base64.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast::sealing;
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto header = parse_age_header(text);
    if (!header) return 0;
    std::string printed(age_version_line);
    for (const Stanza& stanza : header->stanzas) append_stanza(printed, stanza);
    printed.append("---");
    if (printed.size() != header->mac_covers) std::abort();
    printed.append(" ").append(to_base64(header->mac, Base64Form::unpadded)).append("\n");
    if (printed != text) std::abort();
    HeaderEnd end;
    for (std::size_t at = 0; at < size; ++at) {
        const auto found = end.find(std::as_bytes(std::span(data, at + 1)));
        if (found.has_value() != (at + 1 == size)) std::abort();
    }
    return 0;
}
