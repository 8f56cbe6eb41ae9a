// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/bag_text.hpp"

#include <algorithm>
#include <array>

#include "holdfast/core/utf8.hpp"

namespace holdfast::evidence {
namespace {

struct AlgorithmFacts {
    Algorithm algorithm;
    std::string_view name;
    std::size_t hex;
};
constexpr std::array<AlgorithmFacts, 6> algorithms = {{
    {Algorithm::md5, "md5", 32},
    {Algorithm::sha1, "sha1", 40},
    {Algorithm::sha224, "sha224", 56},
    {Algorithm::sha256, "sha256", 64},
    {Algorithm::sha384, "sha384", 96},
    {Algorithm::sha512, "sha512", 128},
}};

const AlgorithmFacts& facts(Algorithm algorithm) noexcept {
    return algorithms[static_cast<std::size_t>(algorithm)];
}

bool is_blank(char c) noexcept {
    return c == ' ' || c == '\t';
}

std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_hex(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

// Lines end in LF, CR or CRLF (RFC 8493 section 2.1.1); the last may end with the file.
std::string_view take_line(std::string_view& text) noexcept {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    if (text.starts_with("\r\n")) {
        text.remove_prefix(2);
    } else if (!text.empty()) {
        text.remove_prefix(1);
    }
    return line;
}

std::string decoded(std::string_view path, bool version_1) {
    std::string out;
    while (!path.empty()) {
        const std::string_view three = path.substr(0, 3);
        char meant = 0;
        if (three == "%0A" || three == "%0a") meant = '\n';
        if (three == "%0D" || three == "%0d") meant = '\r';
        if (three == "%25" && version_1) meant = '%';
        out += meant == 0 ? path.front() : meant;
        path.remove_prefix(meant == 0 ? 1 : 3);
    }
    return out;
}

// What follows the digest, or the length in fetch.txt.
std::optional<ManifestLine> line_of_path(std::string_view path, bool version_1, std::size_t number) {
    ManifestLine line;
    line.number = number;
    if (path.starts_with("./")) {
        line.relative = true;
        path.remove_prefix(2);
    }
    if (path.empty()) return std::nullopt;
    line.path = decoded(path, version_1);
    return line;
}

// Goes through lines that are not empty. `take` returns an error, or nothing.
template <typename Take>
std::optional<BagTextFault> for_each_line(std::string_view text, Take take) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (!is_utf8(text) || text.starts_with(byte_order_mark)) return BagTextFault{BagTextError::not_utf8, 1};
    for (std::size_t number = 1; !text.empty(); ++number) {
        if (number > most_bag_lines) return BagTextFault{BagTextError::too_many_lines, number};
        const std::string_view line = take_line(text);
        if (line.empty()) continue;
        if (const std::optional<BagTextError> error = take(line, number)) return BagTextFault{*error, number};
    }
    return std::nullopt;
}

std::optional<int> number_of(std::string_view digits) noexcept {
    if (digits.empty() || digits.size() > 4) return std::nullopt;
    int number = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number;
}

}  // namespace

std::string_view to_text(Algorithm algorithm) noexcept {
    return facts(algorithm).name;
}
std::size_t hex_length(Algorithm algorithm) noexcept {
    return facts(algorithm).hex;
}

std::string_view to_text(BagTextError error) noexcept {
    switch (error) {
        case BagTextError::not_utf8:
            return "not_utf8";
        case BagTextError::malformed_line:
            return "malformed_line";
        case BagTextError::wrong_digest:
            return "wrong_digest";
        case BagTextError::too_many_lines:
            return "too_many_lines";
    }
    return "";
}

std::optional<ManifestName> manifest_name(std::string_view path) noexcept {
    ManifestName name;
    if (path.starts_with("tagmanifest-")) {
        name.of_tags = true;
        path.remove_prefix(3);
    }
    if (!path.starts_with("manifest-") || !path.ends_with(".txt") || path.contains('/')) return std::nullopt;
    path.remove_prefix(std::string_view("manifest-").size());
    path.remove_suffix(std::string_view(".txt").size());
    for (const auto& known : algorithms)
        if (path == known.name) name.algorithm = known.algorithm;
    return name;
}

std::string manifest_line(std::string_view digest, std::string_view path) {
    std::string line = std::string(digest) + "  ";
    for (const char c : path) {
        if (c == '\n') {
            line += "%0A";
        } else if (c == '\r') {
            line += "%0D";
        } else if (c == '%') {
            line += "%25";
        } else {
            line += c;
        }
    }
    return line + '\n';
}

std::expected<std::vector<ManifestLine>, BagTextFault> read_manifest(std::string_view text, Algorithm algorithm,
                                                                     bool version_1) {
    std::vector<ManifestLine> lines;
    const auto take = [&](std::string_view line, std::size_t number) -> std::optional<BagTextError> {
        const std::size_t length = hex_length(algorithm);
        if (line.size() <= length || !is_blank(line[length])) return BagTextError::wrong_digest;
        std::string digest(line.substr(0, length));
        std::ranges::transform(digest, digest.begin(), lower);
        if (!std::ranges::all_of(digest, is_hex)) return BagTextError::wrong_digest;
        line.remove_prefix(length);
        while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
        const bool asterisk = line.starts_with('*');
        auto read = line_of_path(line.substr(asterisk ? 1 : 0), version_1, number);
        if (!read) return BagTextError::malformed_line;
        read->digest = std::move(digest);
        read->asterisk = asterisk;
        lines.push_back(std::move(*read));
        return std::nullopt;
    };
    if (const auto fault = for_each_line(text, take)) return std::unexpected(*fault);
    return lines;
}

std::string to_text(const BagInfo& info) {
    std::string text;
    for (const auto& [label, value] : info) {
        text += label;
        text += ": ";
        text += value;
        text += '\n';
    }
    return text;
}

std::expected<BagInfo, BagTextFault> read_bag_info(std::string_view text) {
    BagInfo info;
    const auto take = [&info](std::string_view line, std::size_t) -> std::optional<BagTextError> {
        if (is_blank(line.front())) {
            if (info.empty()) return BagTextError::malformed_line;
            info.back().second += ' ';
            info.back().second += trimmed(line);
            return std::nullopt;
        }
        const std::size_t colon = line.find(':');
        const std::string_view label = trimmed(line.substr(0, colon));
        if (colon == std::string_view::npos || label.empty()) return BagTextError::malformed_line;
        info.emplace_back(label, trimmed(line.substr(colon + 1)));
        return std::nullopt;
    };
    if (const auto fault = for_each_line(text, take)) return std::unexpected(*fault);
    return info;
}

std::string_view bagit_txt() noexcept {
    return "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
}

std::expected<BagDeclaration, BagTextFault> read_bagit_txt(std::string_view text) {
    constexpr std::string_view version = "BagIt-Version: ";
    constexpr std::string_view encoding = "Tag-File-Character-Encoding: ";
    const auto malformed = [](std::size_t line) {
        return std::unexpected(BagTextFault{BagTextError::malformed_line, line});
    };
    if (!is_utf8(text)) return std::unexpected(BagTextFault{BagTextError::not_utf8, 1});
    std::string_view line = take_line(text);
    if (!line.starts_with(version)) return malformed(1);
    line.remove_prefix(version.size());
    const std::size_t dot = line.find('.');
    if (dot == std::string_view::npos) return malformed(1);
    const auto major = number_of(line.substr(0, dot));
    const auto minor = number_of(line.substr(dot + 1));
    if (!major || !minor) return malformed(1);
    line = take_line(text);
    if (!line.starts_with(encoding) || !text.empty()) return malformed(2);
    return BagDeclaration{.major = *major, .minor = *minor, .encoding = std::string(line.substr(encoding.size()))};
}

std::expected<std::vector<ManifestLine>, BagTextFault> read_fetch(std::string_view text, bool version_1) {
    std::vector<ManifestLine> lines;
    const auto take = [&](std::string_view line, std::size_t number) -> std::optional<BagTextError> {
        for (int field = 0; field < 2; ++field) {  // address, length
            const std::size_t end = line.find_first_of(" \t");
            if (end == 0 || end == std::string_view::npos) return BagTextError::malformed_line;
            line.remove_prefix(end);
            while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
        }
        auto read = line_of_path(line, version_1, number);
        if (!read) return BagTextError::malformed_line;
        lines.push_back(std::move(*read));
        return std::nullopt;
    };
    if (const auto fault = for_each_line(text, take)) return std::unexpected(*fault);
    return lines;
}

}  // namespace holdfast::evidence
