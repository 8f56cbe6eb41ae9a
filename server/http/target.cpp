// SPDX-License-Identifier: Apache-2.0
#include "http/target.hpp"

#include <array>

#include "holdfast/core/hex.hpp"
#include "holdfast/core/utf8.hpp"

namespace holdfast::server {
namespace {

enum class Part : std::uint8_t { path, query };

int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::expected<std::string, TargetError> decode(std::string_view text, Part part) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            if (text.size() - i < 3) return std::unexpected(TargetError::bad_escape);
            const int high = hex_digit(text[i + 1]);
            const int low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0) return std::unexpected(TargetError::bad_escape);
            c = static_cast<char>(high * 16 + low);
            if (part == Part::path && (c == '/' || c == '\\')) return std::unexpected(TargetError::encoded_slash);
            i += 2;
        } else if (part == Part::query && c == '+') {
            c = ' ';
        }
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return std::unexpected(TargetError::control);
        out.push_back(c);
    }
    if (!is_utf8(out)) return std::unexpected(TargetError::not_utf8);
    return out;
}

/// An absolute URL (which proxies send) without its scheme and authority; other targets as they are.
std::string_view without_authority(std::string_view target) noexcept {
    for (const std::string_view scheme : {std::string_view("http://"), std::string_view("https://")}) {
        if (!target.starts_with(scheme)) continue;
        const auto rest = target.substr(scheme.size());
        const auto end = rest.find_first_of("/?");
        if (end == std::string_view::npos) return "/";
        return rest.substr(end);
    }
    return target;
}

}  // namespace

std::string_view explain(TargetError error) noexcept {
    switch (error) {
        case TargetError::not_origin_form:
            return "The request target is not a path.";
        case TargetError::bad_escape:
            return "The request target holds a % without two hexadecimal digits.";
        case TargetError::encoded_slash:
            return "The path holds an encoded slash.";
        case TargetError::control:
            return "The request target holds a control character.";
        case TargetError::not_utf8:
            return "The request target is not UTF-8.";
        case TargetError::repeated_name:
            return "The query holds a name twice.";
        case TargetError::too_many:
            return "The query holds too many names.";
    }
    return "";
}

std::expected<Target, TargetError> parse_target(std::string_view target) {
    Target out;
    if (target == "*") {
        out.path = "*";
        return out;
    }
    target = without_authority(target);
    if (target.empty() || target.front() != '/') return std::unexpected(TargetError::not_origin_form);
    const auto mark = target.find('?');
    auto path = decode(target.substr(0, mark), Part::path);
    if (!path) return std::unexpected(path.error());
    out.path = std::move(*path);
    if (mark == std::string_view::npos) return out;

    auto rest = target.substr(mark + 1);
    while (!rest.empty()) {
        const auto end = rest.find('&');
        const auto pair = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        if (pair.empty()) continue;
        const auto equals = pair.find('=');
        auto name = decode(pair.substr(0, equals), Part::query);
        if (!name) return std::unexpected(name.error());
        auto value =
            decode(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1), Part::query);
        if (!value) return std::unexpected(value.error());
        if (out.query.size() == most_query_names) return std::unexpected(TargetError::too_many);
        if (!out.query.emplace(std::move(*name), std::move(*value)).second) {
            return std::unexpected(TargetError::repeated_name);
        }
    }
    return out;
}

}  // namespace holdfast::server
