// SPDX-License-Identifier: Apache-2.0
#include "static/accept_encoding.hpp"

#include <algorithm>
#include <optional>

namespace holdfast::server {
namespace {

std::string_view trimmed(std::string_view text) noexcept {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_name(std::string_view text, std::string_view lower_case) noexcept {
    return std::ranges::equal(text, lower_case,
                              [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

/// Thousandths; nothing when it is not `0[.ddd]` or `1[.000]`.
std::optional<int> weight(std::string_view text) noexcept {
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
    if (text.size() > 1 && text[1] != '.') return std::nullopt;
    int thousandths = (text[0] - '0') * 1000;
    int place = 100;
    for (const char c : text.substr(std::min<std::size_t>(2, text.size()))) {
        if (c < '0' || c > '9') return std::nullopt;
        thousandths += (c - '0') * place;
        place /= 10;
    }
    if (thousandths > 1000) return std::nullopt;
    return thousandths;
}

}  // namespace

Coding choose_coding(std::string_view accept_encoding, bool has_gzip, bool has_brotli) noexcept {
    std::optional<int> gzip;
    std::optional<int> brotli;
    std::optional<int> identity;
    int any_other = 0;
    for (auto rest = accept_encoding; !rest.empty();) {
        const auto comma = rest.find(',');
        const auto element = trimmed(rest.substr(0, comma));
        rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
        const auto semicolon = element.find(';');
        const auto name = trimmed(element.substr(0, semicolon));
        int value = 1000;
        if (semicolon != std::string_view::npos) {
            const auto parameter = trimmed(element.substr(semicolon + 1));
            if (parameter.size() < 2 || (parameter[0] | 0x20) != 'q' || parameter[1] != '=') continue;
            const auto parsed = weight(parameter.substr(2));
            if (!parsed) continue;
            value = *parsed;
        }
        if (is_name(name, "br")) brotli = value;
        if (is_name(name, "gzip") || is_name(name, "x-gzip")) gzip = value;
        if (is_name(name, "identity")) identity = value;
        if (name == "*") any_other = value;
    }
    const int brotli_weight = has_brotli ? brotli.value_or(any_other) : 0;
    const int gzip_weight = has_gzip ? gzip.value_or(any_other) : 0;
    const int best = std::max(brotli_weight, gzip_weight);
    if (best == 0 || (identity && *identity > best)) return Coding::identity;
    return brotli_weight == best ? Coding::brotli : Coding::gzip;
}

}  // namespace holdfast::server
