// SPDX-License-Identifier: Apache-2.0
#include "age_header.hpp"

#include <algorithm>

#include "holdfast/sealing/base64.hpp"
#include "holdfast/sealing/digest.hpp"
#include "holdfast/sealing/secret.hpp"

namespace holdfast::sealing {
namespace {

constexpr std::size_t body_columns = 64;
constexpr std::string_view stanza_start = "-> ";
constexpr std::string_view mac_start = "---";

// Cuts the next line off `text`, without its line feed; none when there is no line feed.
std::optional<std::string_view> next_line(std::string_view& text) noexcept {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

// Arguments of visible ASCII, one space between.
bool read_arguments(std::string_view line, std::vector<std::string>& arguments) {
    for (;;) {
        const std::size_t end = std::min(line.find(' '), line.size());
        const std::string_view argument = line.substr(0, end);
        if (argument.empty() || !std::ranges::all_of(argument, [](char c) { return c >= 33 && c <= 126; }))
            return false;
        arguments.emplace_back(argument);
        if (end == line.size()) return true;
        line.remove_prefix(end + 1);
    }
}

// Full lines of 64 columns, then one that is shorter, perhaps empty.
bool read_body(std::string_view& text, std::vector<std::byte>& body) {
    for (;;) {
        const auto line = next_line(text);
        if (!line || line->size() > body_columns) return false;
        const auto bytes = from_base64(*line, Base64Form::unpadded);
        if (!bytes) return false;
        body.insert(body.end(), bytes->begin(), bytes->end());
        if (line->size() < body_columns) return true;
    }
}

}  // namespace

std::optional<std::size_t> HeaderEnd::find(std::span<const std::byte> bytes) noexcept {
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    for (;;) {
        const std::size_t feed = text.find('\n', searched_);
        if (feed == std::string_view::npos) {
            searched_ = text.size();
            return std::nullopt;
        }
        const bool is_mac_line = text.substr(line_start_).starts_with(mac_start);
        line_start_ = searched_ = feed + 1;
        if (is_mac_line) return line_start_;
    }
}

std::expected<AgeHeader, AgeError> parse_age_header(std::string_view text) {
    const std::string_view whole = text;
    const auto failure = std::unexpected(AgeError::header_failure);
    if (!text.starts_with(age_version_line)) return failure;
    text.remove_prefix(age_version_line.size());
    AgeHeader header;
    while (text.starts_with(stanza_start)) {
        const auto line = next_line(text);
        if (!line) return failure;
        Stanza& stanza = header.stanzas.emplace_back();
        if (!read_arguments(line->substr(stanza_start.size()), stanza.arguments) || !read_body(text, stanza.body)) {
            return failure;
        }
    }
    if (header.stanzas.empty() || !text.starts_with(mac_start)) return failure;
    header.mac_covers = whole.size() - text.size() + mac_start.size();
    text.remove_prefix(mac_start.size());
    const auto line = next_line(text);
    if (!line || !line->starts_with(' ') || !text.empty()) return failure;
    if (!from_base64(line->substr(1), Base64Form::unpadded, header.mac)) return failure;
    return header;
}

void append_stanza(std::string& header, const Stanza& stanza) {
    header.append("->");
    for (const std::string& argument : stanza.arguments) {
        header.push_back(' ');
        header.append(argument);
    }
    header.push_back('\n');
    const std::string body = to_base64(stanza.body, Base64Form::unpadded);
    for (std::size_t at = 0; at <= body.size(); at += body_columns) {
        header.append(body, at, body_columns);
        header.push_back('\n');
    }
}

std::array<std::byte, 32> header_mac(std::string_view covered, std::span<const std::byte, 16> file_key) noexcept {
    Secret<32> key;
    hkdf_sha256(file_key, {}, "header", key.writable());
    return hmac_sha256(key.bytes(), as_bytes(covered)).bytes;
}

void append_mac(std::string& header, std::span<const std::byte, 16> file_key) {
    header.append(mac_start);
    const auto mac = header_mac(header, file_key);
    header.push_back(' ');
    header.append(to_base64(mac, Base64Form::unpadded));
    header.push_back('\n');
}

}  // namespace holdfast::sealing
