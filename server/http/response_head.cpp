// SPDX-License-Identifier: Apache-2.0
#include "http/response_head.hpp"

#include <algorithm>
#include <charconv>

#include "http/problem.hpp"

namespace holdfast::server {
namespace {

void append_number(std::string& out, std::uint64_t number) {
    char digits[20];
    const auto result = std::to_chars(std::begin(digits), std::end(digits), number);
    out.append(digits, result.ptr);
}

bool is_token(std::string_view name) noexcept {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::ranges::all_of(name, [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               marks.find(c) != std::string_view::npos;
    });
}

bool is_value(std::string_view value) noexcept {
    return std::ranges::none_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool same_name(std::string_view a, std::string_view b) noexcept {
    return std::ranges::equal(a, b, [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

}  // namespace

bool may_have_body(int status) noexcept {
    return status >= 200 && status != 204 && status != 304;
}

std::string security_headers(bool behind_tls) {
    std::string out;
    out.append("Content-Security-Policy: ").append(content_security_policy).append("\r\n");
    out.append(
        "Referrer-Policy: no-referrer\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        "X-Frame-Options: DENY\r\n"
        "X-DNS-Prefetch-Control: off\r\n"
        "Cross-Origin-Opener-Policy: same-origin\r\n"
        "Cross-Origin-Embedder-Policy: require-corp\r\n"
        "Cross-Origin-Resource-Policy: same-origin\r\n"
        "Origin-Agent-Cluster: ?1\r\n"
        "Permissions-Policy: accelerometer=(), autoplay=(), bluetooth=(), browsing-topics=(), camera=(), "
        "display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), "
        "payment=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), "
        "xr-spatial-tracking=()\r\n");
    if (behind_tls) out.append("Strict-Transport-Security: max-age=63072000\r\n");
    return out;
}

void compose_head(const Response& response, const Framing& framing, std::string& out) {
    const std::size_t length = response.lasting_body.empty() ? response.body.size() : response.lasting_body.size();
    out.assign("HTTP/1.1 ");
    append_number(out, static_cast<std::uint64_t>(response.status));
    out.append(" ").append(reason_phrase(response.status)).append("\r\nDate: ").append(framing.date).append("\r\n");
    if (!framing.keep_alive) out.append("Connection: close\r\n");
    if (may_have_body(response.status)) {
        if (length > 0 && is_value(response.content_type)) {
            out.append("Content-Type: ").append(response.content_type).append("\r\n");
        }
        out.append("Content-Length: ");
        append_number(out, length);
        out.append("\r\n");
    }
    bool cached_as_told = false;
    for (const auto& [name, value] : response.headers) {
        if (!is_token(name) || !is_value(value)) continue;
        cached_as_told = cached_as_told || same_name(name, "cache-control");
        out.append(name).append(": ").append(value).append("\r\n");
    }
    if (!cached_as_told) out.append("Cache-Control: no-store\r\n");
    out.append(framing.security).append("\r\n");
}

}  // namespace holdfast::server
