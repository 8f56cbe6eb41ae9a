// SPDX-License-Identifier: Apache-2.0
// Where a service keeps its database; the command works on the same folder.
#pragma once

#include <expected>
#include <filesystem>
#include <string>

namespace holdfast::server {

/// Name of the database inside the data folder.
inline constexpr const char* database_name = "holdfast.sqlite";

/// Makes the folder, for its owner alone, if only its last part is missing; otherwise checks that it can be written to
/// and that nobody else can read it. The error is a sentence that says what to do.
[[nodiscard]] std::expected<void, std::string> prepare_data_folder(const std::filesystem::path& folder);

}  // namespace holdfast::server
