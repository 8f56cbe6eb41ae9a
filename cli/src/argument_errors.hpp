// SPDX-License-Identifier: Apache-2.0
// What is wrong with the arguments, in the command's own words. Values of options are not repeated: one could be a
// fingerprint.
#pragma once

#include <string>

namespace CLI {
class App;
class Error;
}  // namespace CLI

namespace holdfast::cli {

/// The command that was meant, a sentence, and on a second line where to read more. `program` is as parsing left it.
[[nodiscard]] std::string wrong_use(const CLI::App* program, const CLI::Error& error);

}  // namespace holdfast::cli
