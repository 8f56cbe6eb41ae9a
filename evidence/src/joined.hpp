// SPDX-License-Identifier: Apache-2.0
// Pieces of text put together with one allocation.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace holdfast::evidence {

[[nodiscard]] inline std::string joined(std::initializer_list<std::string_view> parts) {
    std::size_t size = 0;
    for (const std::string_view part : parts) size += part.size();
    std::string text;
    text.reserve(size);
    for (const std::string_view part : parts) text.append(part);
    return text;
}

/// `before`, `text`, `after`; nothing at all where `text` is empty.
[[nodiscard]] inline std::string framed(std::string_view before, std::string_view text, std::string_view after = {}) {
    return text.empty() ? std::string() : joined({before, text, after});
}

}  // namespace holdfast::evidence
