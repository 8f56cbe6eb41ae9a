// SPDX-License-Identifier: Apache-2.0
// A question on the terminal, answered by a line of standard input.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace holdfast::cli {

/// Whether somebody can be asked: standard error is a terminal.
[[nodiscard]] bool can_ask();

/// Asks until the answer is one of `words`, or the first letters of one alone; nothing at the end of the input or after
/// Ctrl-C.
[[nodiscard]] std::optional<std::string> ask(std::string_view question, std::initializer_list<std::string_view> words);

}  // namespace holdfast::cli
