// SPDX-License-Identifier: Apache-2.0
// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <string_view>

namespace holdfast {

/// Length in bytes (1..4) of the well-formed sequence at the start of `text`, or 0 when there is none.
[[nodiscard]] std::size_t utf8_sequence(std::string_view text) noexcept;

/// Whether the whole of `text` is well-formed.
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// Number of code points of well-formed `text`.
[[nodiscard]] std::size_t utf8_length(std::string_view text) noexcept;

}  // namespace holdfast
