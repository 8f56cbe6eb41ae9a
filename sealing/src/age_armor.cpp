// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/age_armor.hpp"

#include <algorithm>

#include "holdfast/sealing/base64.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::sealing {
namespace {

constexpr std::string_view begin_line = "-----BEGIN AGE ENCRYPTED FILE-----";
constexpr std::string_view end_line = "-----END AGE ENCRYPTED FILE-----";
constexpr std::size_t columns = 64;
constexpr std::size_t bytes_a_line = columns / 4 * 3;
constexpr std::string_view white_space = " \t\r\n";

bool is_blank(std::string_view text) noexcept {
    return text.find_first_not_of(white_space) == std::string_view::npos;
}

std::string_view text_of(std::span<const std::byte> bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

bool looks_armored(std::span<const std::byte> start) noexcept {
    std::string_view text = text_of(start);
    text.remove_prefix(std::min(text.find_first_not_of(white_space), text.size()));
    return text.starts_with(begin_line);
}

void ArmorWriter::begin(std::string& out) {
    if (begun_) return;
    begun_ = true;
    out.append(begin_line);
    out.push_back('\n');
}

void ArmorWriter::push(std::span<const std::byte> bytes, std::string& out) {
    begin(out);
    while (!bytes.empty()) {
        const auto piece = bytes.first(std::min(bytes_a_line - line_.size(), bytes.size()));
        line_.insert(line_.end(), piece.begin(), piece.end());
        bytes = bytes.subspan(piece.size());
        if (line_.size() < bytes_a_line) return;
        out.append(to_base64(line_, Base64Form::padded));
        out.push_back('\n');
        line_.clear();
    }
}

void ArmorWriter::finish(std::string& out) {
    begin(out);
    if (!line_.empty()) {
        out.append(to_base64(line_, Base64Form::padded));
        out.push_back('\n');
        line_.clear();
    }
    out.append(end_line);
    out.push_back('\n');
}

// `line` without its line feed. False when it is out of place.
bool ArmorReader::take_line(std::string_view line, std::vector<std::byte>& out) {
    if (where_ == Where::before || where_ == Where::after) {
        if (is_blank(line)) {
            margin_ += line.size() + 1;
            return margin_ <= max_armor_margin_bytes;
        }
        if (where_ == Where::after) return false;
    }
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (where_ == Where::before) {
        where_ = Where::body;
        return line == begin_line;
    }
    if (line == end_line) {
        where_ = Where::after;
        margin_ = 0;
        return true;
    }
    if (where_ == Where::last_line_seen || line.empty() || line.size() > columns) return false;
    const auto bytes = from_base64(line, Base64Form::padded);
    if (!bytes) return false;
    out.insert(out.end(), bytes->begin(), bytes->end());
    if (bytes->size() < bytes_a_line) where_ = Where::last_line_seen;
    return true;
}

std::expected<void, AgeError> ArmorReader::push(std::span<const std::byte> text, std::vector<std::byte>& out) {
    // The longest line that can be right is a margin of white space.
    constexpr std::size_t longest_line = max_armor_margin_bytes + 1;
    std::string_view rest = text_of(text);
    while (where_ != Where::failed && !rest.empty()) {
        const std::size_t feed = rest.find('\n');
        const std::string_view piece = rest.substr(0, feed);
        if (line_.size() + piece.size() > longest_line) {
            where_ = Where::failed;
            break;
        }
        line_.append(piece);
        if (feed == std::string_view::npos) break;
        rest.remove_prefix(feed + 1);
        if (!take_line(line_, out)) where_ = Where::failed;
        line_.clear();
    }
    if (where_ == Where::failed) return std::unexpected(AgeError::armor_failure);
    return {};
}

std::expected<void, AgeError> ArmorReader::finish(std::vector<std::byte>& out) {
    if (where_ != Where::failed && !line_.empty() && !take_line(line_, out)) where_ = Where::failed;
    line_.clear();
    const bool complete = where_ == Where::after;
    where_ = Where::failed;  // nothing may follow
    if (!complete) return std::unexpected(AgeError::armor_failure);
    return {};
}

std::string to_armor(std::span<const std::byte> bytes) {
    std::string text;
    text.reserve(begin_line.size() + end_line.size() + (bytes.size() / bytes_a_line + 1) * (columns + 1) + 2);
    ArmorWriter writer;
    writer.push(bytes, text);
    writer.finish(text);
    return text;
}

std::expected<std::vector<std::byte>, AgeError> from_armor(std::string_view text) {
    std::vector<std::byte> bytes;
    ArmorReader reader;
    if (const auto read = reader.push(as_bytes(text), bytes); !read) return std::unexpected(read.error());
    if (const auto read = reader.finish(bytes); !read) return std::unexpected(read.error());
    return bytes;
}

}  // namespace holdfast::sealing
