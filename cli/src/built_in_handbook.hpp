// SPDX-License-Identifier: Apache-2.0
// The guide's blob: the one that was built into this binary, or a newer one from a file.
#pragma once

#include <chrono>
#include <expected>
#include <string>
#include <string_view>

#include "command_line.hpp"
#include "holdfast/guidance/handbook.hpp"

namespace holdfast::cli {

/// docs/formats/guidance.md; the same bytes as guidance.json in the build folder.
[[nodiscard]] std::string_view built_in_blob() noexcept;

struct LoadedHandbook {
    std::string blob;
    guidance::Handbook handbook;
};
/// From `path`, or the built-in one where it is empty. The error is a text of one sentence a line, each fault of the
/// blob on one, with its JSON pointer.
[[nodiscard]] std::expected<LoadedHandbook, std::string> load_handbook(const std::string& path);

/// --data FILE
void add_handbook_option(Command command, std::string& path);
/// --today DATE
void add_today_option(Command command, std::string& today);
/// --language en|cy
void add_language_option(Command command, std::string& language, const char* said);

/// The day given, or the clock's in UTC where none is; the error is a sentence.
[[nodiscard]] std::expected<std::chrono::sys_days, std::string> day_of(const std::string& today);
/// Precondition: one of the words of add_language_option.
[[nodiscard]] guidance::Language language_of(std::string_view word) noexcept;

}  // namespace holdfast::cli
