// SPDX-License-Identifier: Apache-2.0
// Each function adds one command to the program. A command that runs puts its exit code into `exit_code`.
#pragma once

#include <CLI/CLI.hpp>

namespace holdfast::cli {

void add_fingerprint(CLI::App& program, int& exit_code);
void add_compare(CLI::App& program, int& exit_code);
void add_lookup(CLI::App& program, int& exit_code);
void add_serve(CLI::App& program);
void add_partner(CLI::App& program, int& exit_code);
/// `case` with its own commands.
void add_case(CLI::App& program, int& exit_code);
/// `bank` with its own commands.
void add_bank(CLI::App& program, int& exit_code);
void add_notice(CLI::App& program, int& exit_code);

void add_guide(CLI::App& program, int& exit_code);
/// `guidance` with its own commands.
void add_guidance(CLI::App& program, int& exit_code);
/// `directory` with its own commands.
void add_directory(CLI::App& program, int& exit_code);

void add_bank_create(CLI::App& bank, int& exit_code);
void add_bank_list(CLI::App& bank, int& exit_code);
void add_bank_import(CLI::App& bank, int& exit_code);
void add_bank_export(CLI::App& bank, int& exit_code);
void add_bank_review(CLI::App& bank, int& exit_code);

}  // namespace holdfast::cli
