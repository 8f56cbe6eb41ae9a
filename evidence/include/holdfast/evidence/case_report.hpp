// SPDX-License-Identifier: Apache-2.0
// A case to read from first to last, for whoever prints or files it: headings and paragraphs. How they become a PDF is
// the affair of whoever draws: the command with a library, the page with its own writer.
//
// It holds nothing that case.json does not: no picture, and of what is not in the pack why. It is no statement.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "holdfast/evidence/case.hpp"

namespace holdfast::evidence {

struct ReportSection {
    std::string heading;  ///< our own words and exhibit numbers alone; it is a bookmark
    std::string text;     ///< UTF-8, safe to show; lines end in LF, paragraphs are parted by empty lines
    friend bool operator==(const ReportSection&, const ReportSection&) = default;
};

struct CaseReport {
    std::string title;
    std::string_view language;  ///< of title, headings and labels: "en-GB". What people wrote may be in any
    std::vector<ReportSection> sections;
};

/// `software`: "Holdfast 0.1.0". The same arguments give the same words; cost linear in the case.
[[nodiscard]] CaseReport case_report(const Case& of, std::string_view software, const Moment& made);

}  // namespace holdfast::evidence
