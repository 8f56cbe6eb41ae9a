// SPDX-License-Identifier: Apache-2.0
// holdfast case: its commands stand in files of their own.
#include "case_commands.hpp"
#include "commands.hpp"

namespace holdfast::cli {

void add_case_folder(Command command, std::string& folder) {
    command.add_option("FOLDER", folder, "The case's folder, as `holdfast case new` made it.").type_name("").required();
}

void add_case(Command program, int& exit_code) {
    const Command command =
        program.add_command("case", "Keep the evidence of a case in a folder; end a service's case");
    command.require_command();
    add_case_new(command, exit_code);
    add_case_add(command, exit_code);
    add_case_list(command, exit_code);
    add_case_check(command, exit_code);
    add_case_link(command, exit_code);
    add_case_known(command, exit_code);
    add_case_payment(command, exit_code);
    add_case_reported(command, exit_code);
    add_case_note(command, exit_code);
    add_case_done(command, exit_code);
    add_case_read(command, exit_code);
    add_case_change(command, exit_code);
    add_case_viewed(command, exit_code);
    add_case_redact(command, exit_code);
    add_case_remove(command, exit_code);
    add_case_restore(command, exit_code);
    add_case_report(command, exit_code);
    add_case_erase(command, exit_code);
    command.footer(
        "All but `erase` work on a case in a folder of this machine, and nothing leaves it. `holdfast pack seal "
        "FOLDER`\n"
        "makes a pack of it. `erase` works on the database of a service.\n\n"
        "  holdfast case new meadow/\n"
        "  holdfast case add meadow/ screen.png --not-intimate\n"
        "  holdfast case done meadow/ what-you-have-done.json\n"
        "  holdfast pack seal meadow/ --new-identity key.txt");
}

}  // namespace holdfast::cli
