// SPDX-License-Identifier: Apache-2.0
// A change of a case in a folder happens whole or not at all, though it is several files: case.json, actions.jsonl, and
// what is put in or taken out.
//
//   1. Each new file is written beside its place, as NAME.unfinished, and put on the disk.
//   2. change.json is written, put on the disk and renamed to that name: it lists the renames that make the change.
//      From here on the change is made, whatever happens.
//   3. The renames are done, the folders put on the disk, change.json removed. None of it needs room on the disk.
//
// Whoever opens the folder next does step 3 first where change.json is still there: each rename is done once, however
// often it is begun. Before step 2 nothing has happened but files that end in ".unfinished", which the next change
// removes. docs/formats/case-folder.md is the page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pack_failure.hpp"

namespace holdfast::cli {

inline constexpr std::string_view unfinished = ".unfinished";
inline constexpr const char* change_file = "change.json";

/// Paths are those of a case's folder (is_case_path).
struct Move {
    std::string from;
    std::string to;
};
struct PendingChange {
    std::vector<Move> moves;
    std::vector<std::string> gone;  ///< files that are deleted
};

/// Whether a change may name it: case.json, actions.jsonl, and files in items/, redacted/ and removed/, also with
/// ".unfinished" behind them.
[[nodiscard]] bool is_case_path(std::string_view path) noexcept;

/// Nobody else works in the folder from here on, until the descriptor is closed.
[[nodiscard]] PackResult<void> lock_case_folder(int folder);
/// Makes the change that change.json names; false where there is none. The folder is locked.
[[nodiscard]] PackResult<bool> finish_pending(int folder);
/// Removes what unfinished changes have left. The folder is locked and nothing is pending.
[[nodiscard]] PackResult<void> remove_unfinished(int folder);

/// Writes NAME.unfinished, put on the disk; its folder is not.
[[nodiscard]] PackResult<void> write_unfinished(int folder, const std::string& path, std::string_view text);
/// Steps 2 and 3. After an error that `is_made` tells of, the change is made all the same, by whoever comes next.
struct ChangeFailure {
    PackFailure failure;
    bool is_made = false;
};
[[nodiscard]] std::expected<void, ChangeFailure> make_change(int folder, const PendingChange& change);

}  // namespace holdfast::cli
