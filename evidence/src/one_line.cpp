// SPDX-License-Identifier: Apache-2.0
#include "one_line.hpp"

#include "holdfast/core/utf8.hpp"

namespace holdfast::evidence {

std::string one_line(std::string_view text, std::size_t most) {
    std::string out;
    while (!text.empty()) {
        const std::size_t size = utf8_sequence(text);
        const auto first = static_cast<unsigned char>(text[0]);
        const bool fits = size > 1 || (size == 1 && first >= 0x20 && first != 0x7F);
        const std::string_view one = fits ? text.substr(0, size) : std::string_view("\xEF\xBF\xBD");
        if (out.size() + one.size() > most) break;
        out.append(one);
        text.remove_prefix(size == 0 ? 1 : size);
    }
    return out;
}

}  // namespace holdfast::evidence
