// SPDX-License-Identifier: Apache-2.0
// The text armor of age: strict PEM "AGE ENCRYPTED FILE", lines of 64, canonical padding. Spaces and line breaks are
// allowed before and after the whole; LF and CRLF both end a line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/sealing/age_error.hpp"

namespace holdfast::sealing {

/// White space that may stand before the armor, and after it.
inline constexpr std::size_t max_armor_margin_bytes = 1024;

/// Whether `start`, the first bytes of a file, begins an armor (after white space).
[[nodiscard]] bool looks_armored(std::span<const std::byte> start) noexcept;

/// Binary in, armor out; pieces of any size, then finish once.
class ArmorWriter {
  public:
    void push(std::span<const std::byte> bytes, std::string& out);
    void finish(std::string& out);

  private:
    void begin(std::string& out);
    std::vector<std::byte> line_;
    bool begun_ = false;
};

/// Armor in, binary out; pieces of any size, then finish once. After an error every call returns it again.
class ArmorReader {
  public:
    [[nodiscard]] std::expected<void, AgeError> push(std::span<const std::byte> text, std::vector<std::byte>& out);
    /// Success here means that the end line was there and nothing but white space followed.
    [[nodiscard]] std::expected<void, AgeError> finish(std::vector<std::byte>& out);

  private:
    enum class Where : std::uint8_t { before, body, last_line_seen, after, failed };
    [[nodiscard]] bool take_line(std::string_view line, std::vector<std::byte>& out);
    Where where_ = Where::before;
    std::string line_;        // the line so far, without its end
    std::size_t margin_ = 0;  // white space skipped on this side
};

/// A whole armor at once.
[[nodiscard]] std::string to_armor(std::span<const std::byte> bytes);
[[nodiscard]] std::expected<std::vector<std::byte>, AgeError> from_armor(std::string_view text);

}  // namespace holdfast::sealing
