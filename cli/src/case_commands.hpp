// SPDX-License-Identifier: Apache-2.0
// The commands of `holdfast case`. All but erase work on a case in a folder; erase on the database of a service.
#pragma once

#include "command_line.hpp"

namespace holdfast::cli {

void add_case_new(Command of_case, int& exit_code);
void add_case_add(Command of_case, int& exit_code);
void add_case_list(Command of_case, int& exit_code);
void add_case_check(Command of_case, int& exit_code);
void add_case_link(Command of_case, int& exit_code);
void add_case_known(Command of_case, int& exit_code);
void add_case_payment(Command of_case, int& exit_code);
void add_case_reported(Command of_case, int& exit_code);
void add_case_note(Command of_case, int& exit_code);
void add_case_done(Command of_case, int& exit_code);
void add_case_read(Command of_case, int& exit_code);
void add_case_change(Command of_case, int& exit_code);
void add_case_viewed(Command of_case, int& exit_code);
void add_case_redact(Command of_case, int& exit_code);
void add_case_remove(Command of_case, int& exit_code);
void add_case_restore(Command of_case, int& exit_code);
void add_case_erase(Command of_case, int& exit_code);

/// The argument FOLDER.
void add_case_folder(Command command, std::string& folder);

/// Of those that change a case: what stands at the end of their help.
inline constexpr std::string_view case_exit_codes =
    "Exit codes: 0 done and on the disk, 2 wrong arguments or not allowed: nothing was changed, 4 the folder, a file "
    "or\n"
    "the disk, 130 Ctrl-C: nothing was changed.";

}  // namespace holdfast::cli
