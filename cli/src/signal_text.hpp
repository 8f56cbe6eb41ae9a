// SPDX-License-Identifier: Apache-2.0
// Fingerprints as lines of text and as JSON.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "holdfast/core/json_writer.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {

/// Names of the eight forms, in the order of DihedralCodes.
inline constexpr std::array<std::string_view, 8> form_names{
    "as-is",
    "turned-90",
    "turned-180",
    "turned-270",
    "mirrored-top-bottom",
    "mirrored-left-right",
    "mirrored-falling-diagonal",
    "mirrored-rising-diagonal",
};

/// The forms that belong to a signal of `set`, if they were asked for.
[[nodiscard]] const DihedralCodes* forms_of(const FingerprintSet& set, FingerprintKind kind) noexcept;

/// Lines "KIND  QUALITY  CODE  FILE", one for each signal; with forms one for each form, whose name is a fifth column.
[[nodiscard]] std::string text_lines(const std::string& path, const FileFingerprint& file);

/// {"file":…,"format":…,"width":…,…,"signals":[…]}; docs/commands/fingerprint.md.
[[nodiscard]] std::string json_line(const std::string& path, const FileFingerprint& file);
/// {"file":…,"error":…,"explanation":…}
[[nodiscard]] std::string json_line(const std::string& path, const FileError& error);

}  // namespace holdfast::cli
