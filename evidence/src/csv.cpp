// SPDX-License-Identifier: Apache-2.0
#include "csv.hpp"

#include <algorithm>
#include <array>

#include "shown_text.hpp"

namespace holdfast::evidence {
namespace {

/// A quote, or a blank that programs cut off before they look at a cell: every space of Unicode that one_line() leaves.
std::size_t blank_or_quote_bytes(std::string_view text) noexcept {
    static constexpr std::array<std::string_view, 7> blanks{" ",      "\"",     "\u00A0", "\u1680",
                                                            "\u202F", "\u205F", "\u3000"};
    for (const std::string_view blank : blanks) {
        if (text.starts_with(blank)) return blank.size();
    }
    // U+2000 to U+200A: spaces of all widths.
    return text.size() >= 3 && text.starts_with("\xE2\x80") && static_cast<unsigned char>(text[2]) <= 0x8A ? 3 : 0;
}

/// Whether a program could take `text`, at the start of a cell, for a formula: =, +, -, @ or | after blanks or quotes,
/// also in their full-width forms.
bool begins_formula(std::string_view text) noexcept {
    static constexpr std::array<std::string_view, 10> marks{"=",      "+",      "-",      "@",      "|",
                                                            "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20", "\uFF5C"};
    while (const std::size_t bytes = blank_or_quote_bytes(text)) text.remove_prefix(bytes);
    return std::ranges::any_of(marks, [&](auto mark) { return text.starts_with(mark); });
}

}  // namespace

std::string defused(std::string_view text) {
    const std::string line = one_line(text);
    std::string out;
    out.reserve(line.size() + 2);
    if (begins_formula(line)) out += '\'';
    for (std::size_t i = 0; i < line.size(); ++i) {
        out += line[i];
        if (line[i] == ';' && begins_formula(std::string_view(line).substr(i + 1))) out += '\'';
    }
    return out;
}

CsvTable::CsvTable(std::span<const std::string_view> columns) : columns_(columns.size()), text_("\xEF\xBB\xBF") {
    for (std::size_t i = 0; i < columns_; ++i) cell(columns[i], i == 0);
    text_ += "\r\n";
}

void CsvTable::cell(std::string_view text, bool first) {
    text_ += first ? "\"" : ",\"";
    for (const char c : defused(text)) {
        text_ += c;
        if (c == '"') text_ += '"';
    }
    text_ += '"';
}

void CsvTable::row(std::initializer_list<std::string> cells) {
    for (std::size_t i = 0; i < columns_; ++i) {
        cell(i < cells.size() ? std::string_view(cells.begin()[i]) : std::string_view(), i == 0);
    }
    text_ += "\r\n";
}

}  // namespace holdfast::evidence
