// SPDX-License-Identifier: Apache-2.0
// Text for people on a terminal: wrapped at words, bold where the terminal knows it and NO_COLOR is not set.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace holdfast::cli {

struct Page {
    std::size_t width = 80;  ///< columns
    bool bold = false;
};

/// Of the terminal behind `descriptor`, 40 to 100 columns; 80 and plain where there is none. NO_COLOR (no-color.org)
/// and TERM=dumb keep it plain.
[[nodiscard]] Page page_of(int descriptor) noexcept;

/// Columns that a text takes: its characters, combining ones not counted.
[[nodiscard]] std::size_t columns_of(std::string_view text) noexcept;

/// `text` broken at spaces into lines of the page, each ended. The first begins with `first`, the others with as many
/// spaces. A word longer than a line, such as an address, stands on a line of its own, unbroken: it is to be copied.
[[nodiscard]] std::string wrapped(std::string_view text, std::string_view first, const Page& page);

/// The same text, bold where the page is.
[[nodiscard]] std::string bold(std::string_view text, const Page& page);

}  // namespace holdfast::cli
