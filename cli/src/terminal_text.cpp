// SPDX-License-Identifier: Apache-2.0
#include "terminal_text.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace holdfast::cli {

Page page_of(int descriptor) noexcept {
    Page page;
    if (::isatty(descriptor) == 0) return page;
    winsize size{};
    if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col != 0)
        page.width = std::clamp<std::size_t>(size.ws_col, 40, 100);
    const char* const plain = std::getenv("NO_COLOR");
    const char* const terminal = std::getenv("TERM");
    page.bold = (plain == nullptr || *plain == '\0') && terminal != nullptr && std::string_view(terminal) != "dumb";
    return page;
}

std::size_t columns_of(std::string_view text) noexcept {
    std::size_t columns = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xc0U) == 0x80U) continue;
        const bool combining =
            (byte == 0xccU || (byte == 0xcdU && i + 1 < text.size() &&
                               static_cast<unsigned char>(text[i + 1]) < 0xb0U));  // U+0300 to U+036F
        columns += combining ? 0 : 1;
    }
    return columns;
}

std::string wrapped(std::string_view text, std::string_view first, const Page& page) {
    const std::string indent(columns_of(first), ' ');
    std::string out(first);
    std::size_t column = indent.size();
    bool begun = false;
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find_first_of(" \n", start), text.size());
        const std::string_view word = text.substr(start, end - start);
        start = end + 1;
        if (word.empty()) continue;
        const std::size_t width = columns_of(word);
        if (begun && column + 1 + width > page.width) {
            out += '\n' + indent;
            column = indent.size();
        } else if (begun) {
            out += ' ';
            ++column;
        }
        out += word;
        column += width;
        begun = true;
    }
    return out + '\n';
}

std::string bold(std::string_view text, const Page& page) {
    return page.bold ? "\x1b[1m" + std::string(text) + "\x1b[0m" : std::string(text);
}

}  // namespace holdfast::cli
