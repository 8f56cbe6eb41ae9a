// SPDX-License-Identifier: Apache-2.0
// Whether web addresses still lead somewhere. Asks for each page once and reads no more of it than its head. Numbers
// are never dialled, and an address that ends in .invalid is no page.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::cli {

enum class LinkState : std::uint8_t {
    ok,           ///< the page is there
    moved,        ///< it is there, but on another host: the page itself, or whoever has its name now
    dead,         ///< the server is there and says that the page is not (404, 410, and other refusals)
    closed,       ///< the server does not answer programs (401, 403, 405, 429): a person has to look
    unreachable,  ///< nobody answered, or not in time, or with an error of their own (5xx)
};
/// "ok", "moved", "dead", "closed", "unreachable".
[[nodiscard]] std::string_view to_text(LinkState state) noexcept;

struct Link {
    std::string url;
    std::vector<std::string> where;  ///< places in the data that name it
    LinkState state = LinkState::unreachable;
    long status = 0;    ///< of HTTP; 0 where there was no answer
    std::string leads;  ///< the address it moved to; or why it was not reached
};

/// Whether an address is a page that can be asked for.
[[nodiscard]] bool is_page(std::string_view url) noexcept;

/// Asks for each, a few at a time and one at a time of each host. Redirects are followed to https, from http to http
/// too, and to nothing else. Ctrl-C ends it: the error is a sentence, as where libcurl cannot be started.
[[nodiscard]] std::expected<void, std::string> check_links(std::vector<Link>& links);

}  // namespace holdfast::cli
