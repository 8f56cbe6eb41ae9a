// SPDX-License-Identifier: Apache-2.0
// A small file that is written anew, whole: after a kill it is the old one or the new one.
#pragma once

#include <string>
#include <string_view>

namespace holdfast::cli {

/// Keeps the mode of the file that was there; a new one is for its owner alone. Why it cannot be written, or nothing.
[[nodiscard]] std::string replace_file(const std::string& path, std::string_view text);

}  // namespace holdfast::cli
