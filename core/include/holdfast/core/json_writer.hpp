// SPDX-License-Identifier: Apache-2.0
// Writes JSON text: UTF-8, no spaces, members in the order they are given. With members given in code-unit order and
// integers alone the output is RFC 8785 canonical JSON; the caller keeps that order where bytes are evidence.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// Usage: JsonWriter w; w.object().key("a").value(1).key("b").array().value("x").end().end(); w.take();
/// Nesting is closed by end(); take() closes nothing, so an unbalanced text is the caller's fault and shows in its
/// tests.
class JsonWriter {
  public:
    JsonWriter& object();
    JsonWriter& array();
    JsonWriter& end();
    JsonWriter& key(std::string_view name);
    /// Bytes that are not UTF-8 become U+FFFD, one for each maximal invalid run, so that the output is always valid.
    JsonWriter& value(std::string_view text);
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(std::int64_t number);
    JsonWriter& value(std::uint64_t number);
    JsonWriter& value(int number) { return value(static_cast<std::int64_t>(number)); }
    JsonWriter& value(unsigned number) { return value(static_cast<std::uint64_t>(number)); }
    JsonWriter& value(bool flag);
    JsonWriter& null();
    /// Puts `json` in as it is: the caller answers for its validity.
    JsonWriter& raw(std::string_view json);

    [[nodiscard]] std::string take() { return std::move(text_); }

  private:
    void separate();
    std::string text_;
    std::vector<char> open_;  // the closing bracket of each open level
    bool first_ = true;
    bool after_key_ = false;
};

}  // namespace holdfast
