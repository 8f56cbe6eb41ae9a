// SPDX-License-Identifier: Apache-2.0
// Status line and headers of an answer, with the security headers that every answer carries.
#pragma once

#include <string>
#include <string_view>

#include "holdfast/server/request.hpp"

namespace holdfast::server {

/// Scripts come from this origin alone, wasm may be compiled, nothing may frame the page, nothing is sent elsewhere,
/// and the page's one Trusted Types policy is called "holdfast". Pictures shown and the script of the worker are blobs
/// of the page's own making: as nothing is cached, a worker could not be started again without a connection otherwise.
inline constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; "
    "connect-src 'self'; worker-src blob:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types holdfast";

/// The lines that are the same on every answer; `behind_tls` adds Strict-Transport-Security.
[[nodiscard]] std::string security_headers(bool behind_tls);

struct Framing {
    bool keep_alive = true;
    std::string_view date;      ///< IMF-fixdate (RFC 9110 section 5.6.7)
    std::string_view security;  ///< what security_headers() gave
};

/// Replaces `out` by the head of `response`. Header lines whose name is no token or whose value holds a control
/// character are left out. Cache-Control is "no-store" unless the response says otherwise.
void compose_head(const Response& response, const Framing& framing, std::string& out);

/// Whether an answer of this status has a body at all.
[[nodiscard]] bool may_have_body(int status) noexcept;

}  // namespace holdfast::server
