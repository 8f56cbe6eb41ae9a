// SPDX-License-Identifier: Apache-2.0
// The request target (RFC 9112 section 3.2): path and query, decoded and strict. Whatever two readers could take in two
// ways is refused: an encoded slash, control characters, text that is not UTF-8, the same query name twice.
#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <string>
#include <string_view>

namespace holdfast::server {

enum class TargetError : std::uint8_t {
    not_origin_form,  ///< neither "/path", "/path?query", an absolute http(s) URL nor "*"
    bad_escape,       ///< '%' without two hexadecimal digits after it
    encoded_slash,    ///< %2F or %5C in the path
    control,          ///< a control character, as it is or encoded
    not_utf8,         ///< the decoded text is not UTF-8
    repeated_name,    ///< a query name twice
    too_many,         ///< more than most_query_names
};
[[nodiscard]] std::string_view explain(TargetError error) noexcept;

inline constexpr std::size_t most_query_names = 16;

struct Target {
    std::string path;  ///< "*" for the asterisk form
    std::map<std::string, std::string, std::less<>> query;
};

/// '+' in a query is a space (as forms write it); an empty query and empty pairs are let pass.
[[nodiscard]] std::expected<Target, TargetError> parse_target(std::string_view target);

}  // namespace holdfast::server
