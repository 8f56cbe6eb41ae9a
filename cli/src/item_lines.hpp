// SPDX-License-Identifier: Apache-2.0
// Items of a bank as lines of CSV or JSON, one signal a line in CSV, one item a line in JSON. docs/commands/bank.md is
// the format.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/store/types.hpp"

namespace holdfast::cli {

enum class LineFormat : std::uint8_t { csv, jsonl };

/// What `format` ("csv", "jsonl") says, else what the name of `file` does; nothing where neither says anything.
[[nodiscard]] std::optional<LineFormat> format_for(std::string_view format, std::string_view file) noexcept;

inline constexpr std::size_t max_line_bytes = 65'536;
/// As many as one item of a submission may have.
inline constexpr std::size_t max_signals_an_item = 4;

/// One line, read.
struct ItemLine {
    std::vector<Signal> signals;
    store::MediaType media = store::MediaType::picture;
    std::string item;      ///< lines of CSV that follow one another and name the same item are one item; may be empty
    bool damaged = false;  ///< the picture was: its fingerprint may be that of a spoiled picture
};

/// Reads lines in their order; CSV's first line names the columns. Lines of JSON may be those of `holdfast fingerprint
/// --json`. Errors are phrases for people and never quote a code.
class ItemLineReader {
  public:
    /// Without a format the first line tells it. `quality` stands for lines that give none; none: such lines are
    /// refused.
    ItemLineReader(std::optional<LineFormat> format, std::optional<int> quality) : format_(format), quality_(quality) {}

    /// Nothing for empty lines and for the line of column names.
    [[nodiscard]] std::expected<std::optional<ItemLine>, std::string> read(std::string_view line);
    /// Whether the list cannot be read at all: it is no text, or its column names are missing or unknown.
    [[nodiscard]] bool is_hopeless() const noexcept { return hopeless_; }

  private:
    [[nodiscard]] std::expected<std::optional<ItemLine>, std::string> read_csv(std::string_view line);
    [[nodiscard]] std::expected<std::optional<ItemLine>, std::string> read_json(std::string_view line) const;
    std::optional<LineFormat> format_;
    std::optional<int> quality_;
    bool begun_ = false;
    bool hopeless_ = false;
    std::vector<std::string> columns_;  // empty until the first line came
};

/// The fields of one line of CSV (RFC 4180, without line breaks in fields).
[[nodiscard]] std::expected<std::vector<std::string>, std::string> csv_fields(std::string_view line);
/// A field, quoted where it must be.
[[nodiscard]] std::string csv_field(std::string_view text);

/// The column names, with a line break. Nothing for JSON.
[[nodiscard]] std::string item_header(LineFormat format);
/// An item's line or lines, with line breaks.
[[nodiscard]] std::string item_lines(LineFormat format, const store::Item& item);

}  // namespace holdfast::cli
