// SPDX-License-Identifier: Apache-2.0
#include "csv.hpp"

#include <algorithm>
#include <array>

#include "shown_text.hpp"

namespace holdfast::evidence {
namespace {

/// Whether a program could take `text`, at the start of a cell, for a formula: =, +, -, @ or | after blanks, quotes or
/// apostrophes, also in their full-width forms.
bool begins_formula(std::string_view text) noexcept {
    static constexpr std::array<std::string_view, 9> marks{
        "=", "+", "-", "@", "|", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
    for (;;) {
        if (text.starts_with(' ') || text.starts_with('"')) {
            text.remove_prefix(1);
        } else if (text.starts_with("\xC2\xA0")) {  // a space that does not break
            text.remove_prefix(2);
        } else {
            return std::ranges::any_of(marks, [&](auto mark) { return text.starts_with(mark); });
        }
    }
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
