// SPDX-License-Identifier: Apache-2.0
#include "holdfast/core/json_writer.hpp"

#include <charconv>

#include "holdfast/core/utf8.hpp"

namespace holdfast {
namespace {

template <class Number>
void append_number(std::string& to, Number number) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, number);
    to.append(digits, end.ptr);
}

void append_quoted(std::string& to, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    to.push_back('"');
    while (!text.empty()) {
        const std::size_t n = utf8_sequence(text);
        if (n == 0) {
            to += "\xef\xbf\xbd";
            do {
                text.remove_prefix(1);
            } while (!text.empty() && utf8_sequence(text) == 0);
            continue;
        }
        const char c = text[0];
        const auto byte = static_cast<unsigned char>(c);
        if (n > 1) {
            to.append(text.substr(0, n));
        } else if (c == '"' || c == '\\') {
            to.push_back('\\');
            to.push_back(c);
        } else if (byte >= 0x20) {
            to.push_back(c);
        } else if (c == '\n') {
            to += "\\n";
        } else if (c == '\r') {
            to += "\\r";
        } else if (c == '\t') {
            to += "\\t";
        } else if (c == '\b') {
            to += "\\b";
        } else if (c == '\f') {
            to += "\\f";
        } else {
            to += "\\u00";
            to.push_back(hex[byte >> 4U]);
            to.push_back(hex[byte & 15U]);
        }
        text.remove_prefix(n);
    }
    to.push_back('"');
}

}  // namespace

void JsonWriter::separate() {
    if (after_key_) {
        after_key_ = false;
    } else if (!first_) {
        text_.push_back(',');
    }
    first_ = false;
}

JsonWriter& JsonWriter::object() {
    separate();
    text_.push_back('{');
    open_.push_back('}');
    first_ = true;
    return *this;
}

JsonWriter& JsonWriter::array() {
    separate();
    text_.push_back('[');
    open_.push_back(']');
    first_ = true;
    return *this;
}

JsonWriter& JsonWriter::end() {
    if (!open_.empty()) {
        text_.push_back(open_.back());
        open_.pop_back();
    }
    first_ = false;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    append_quoted(text_, name);
    text_.push_back(':');
    after_key_ = true;
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
    separate();
    append_quoted(text_, text);
    return *this;
}

JsonWriter& JsonWriter::value(std::int64_t number) {
    separate();
    append_number(text_, number);
    return *this;
}

JsonWriter& JsonWriter::value(std::uint64_t number) {
    separate();
    append_number(text_, number);
    return *this;
}

JsonWriter& JsonWriter::value(bool flag) {
    return raw(flag ? "true" : "false");
}
JsonWriter& JsonWriter::null() {
    return raw("null");
}

JsonWriter& JsonWriter::raw(std::string_view json) {
    separate();
    text_.append(json);
    return *this;
}

}  // namespace holdfast
