// SPDX-License-Identifier: Apache-2.0
// Tables that a spreadsheet opens by a double click, and in which nothing is a formula.
//
// RFC 4180: commas, CRLF, every cell in quotes. A UTF-8 mark stands first, since Excel reads a file without one in the
// computer's old code page and names and currencies come out wrong.
//
// A cell that begins like a formula gets an apostrophe before it, and so does every place inside a cell at which a
// program that splits at semicolons or tabs instead of commas would begin a new one (OWASP, "CSV Injection", read
// 2026-11-22). Spreadsheets show the apostrophe; START-HERE says what it is.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace holdfast::evidence {

/// A cell's text: one line, no formula, no quotes around it yet.
[[nodiscard]] std::string defused(std::string_view text);

class CsvTable {
  public:
    explicit CsvTable(std::span<const std::string_view> columns);
    /// As many cells as there are columns: fewer are filled up with empty ones, more are left off.
    void row(std::initializer_list<std::string> cells);
    [[nodiscard]] std::string take() { return std::move(text_); }

  private:
    void cell(std::string_view text, bool first);
    std::size_t columns_;
    std::string text_;
};

}  // namespace holdfast::evidence
