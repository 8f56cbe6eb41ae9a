// SPDX-License-Identifier: Apache-2.0
// Each function adds one command to the program. A command that runs puts its exit code into `exit_code`.
#pragma once

#include "command_line.hpp"

namespace holdfast::cli {

void add_fingerprint(Command program, int& exit_code);
void add_compare(Command program, int& exit_code);
void add_lookup(Command program, int& exit_code);
void add_serve(Command program);
void add_partner(Command program, int& exit_code);
/// `case` with its own commands.
void add_case(Command program, int& exit_code);
void add_case_report(Command case_command, int& exit_code);
/// `bank` with its own commands.
void add_bank(Command program, int& exit_code);
void add_notice(Command program, int& exit_code);

void add_guide(Command program, int& exit_code);
/// `guidance` with its own commands.
void add_guidance(Command program, int& exit_code);
/// `pack` with its own commands.
void add_pack(Command program, int& exit_code);
void add_pack_receipt(Command pack, int& exit_code);
void add_pack_split(Command pack, int& exit_code);
/// `directory` with its own commands.
void add_directory(Command program, int& exit_code);

void add_bank_create(Command bank, int& exit_code);
void add_bank_list(Command bank, int& exit_code);
void add_bank_import(Command bank, int& exit_code);
void add_bank_export(Command bank, int& exit_code);
void add_bank_review(Command bank, int& exit_code);

}  // namespace holdfast::cli
