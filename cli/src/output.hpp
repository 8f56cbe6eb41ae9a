// SPDX-License-Identifier: Apache-2.0
// Standard output and complaints. A full disk or closed pipe behind standard output is noticed at the end.
#pragma once

#include <string>
#include <string_view>

namespace holdfast::cli {

void print(std::string_view text);
/// Flushes; false, with a sentence on standard error, when something could not be written.
[[nodiscard]] bool finish_output();

/// "holdfast: SENTENCE" on standard error.
void complain(std::string_view sentence);
/// The same, and the exit code to return.
[[nodiscard]] int refuse_usage(std::string_view sentence);
[[nodiscard]] int refuse_impossible(std::string_view sentence);

}  // namespace holdfast::cli
