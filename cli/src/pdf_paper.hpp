// SPDX-License-Identifier: Apache-2.0
// A letter or a report as a PDF for printing: A4, tagged, with title, language and outline, its fonts embedded. Nothing
// in it names the person, this software or this machine beyond what the letter says; the library that drew it names
// itself.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/core/identifier.hpp"

namespace holdfast::cli {

struct PdfSection {
    std::string heading;  ///< empty: none; it also stands in the outline
    std::string text;     ///< UTF-8; paragraphs are parted by empty lines
    bool codes = false;   ///< in letters of one width
};

struct PdfPaper {
    std::string title;
    std::string_view language;  ///< such as "en-GB": ASCII letters and hyphens
    UnixMillis made;
    std::vector<PdfSection> sections;
};

/// The file's bytes; the error is a sentence. Draws with the fonts that Fontconfig finds for "DejaVu Sans", which has
/// every letter of Welsh; where there are none, or none with the letters of the headings, it says what to install.
[[nodiscard]] std::expected<std::string, std::string> write_pdf(const PdfPaper& paper);

}  // namespace holdfast::cli
