// SPDX-License-Identifier: Apache-2.0
// A request and its answer as values, so that the whole API is tested without a socket.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::server {

struct Request {
    std::string method;  ///< upper case
    std::string path;    ///< decoded, without query; refused before this point when not valid UTF-8
    std::map<std::string, std::string, std::less<>> query;
    std::map<std::string, std::string, std::less<>>
        headers;  ///< names in lower case; a repeated header is refused before this point, but for those that are lists
                  ///< by their definition (accept and its kin, via, forwarded, connection, …), which are joined by ", "
    std::string body;

    [[nodiscard]] std::string_view header(std::string_view name) const noexcept {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string_view{} : std::string_view{found->second};
    }
};

struct Response {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;  ///< beside those that server/http sets on every answer
    std::string content_type = "application/json";
    std::string body;
    std::string_view lasting_body;  ///< sent instead of `body` when not empty: bytes that outlive the server
};

}  // namespace holdfast::server
