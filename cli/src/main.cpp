// SPDX-License-Identifier: Apache-2.0
// The command `holdfast`. Every command stands in a file of its own; docs/commands has a page for each.
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "command_line.hpp"
#include "commands.hpp"
#include "decoder_process.hpp"
#include "exit_code.hpp"
#include "holdfast/server/serve.hpp"
#include "interrupt.hpp"
#include "output.hpp"
#include "read_apart.hpp"
#include "time_stamp_apart.hpp"

namespace {

using namespace holdfast;

int run(int count, char** arguments) {
    if (count > 1 && arguments[1] == cli::decoder_process_name) return cli::run_decoder_process(count, arguments);
    if (count > 1 && arguments[1] == cli::reader_process_name) return cli::run_reader_process(count, arguments);
    if (count > 1 && arguments[1] == cli::time_stamp_process_name) return cli::run_time_stamp_process(count, arguments);
    if (count > 1 && std::string_view(arguments[1]) == "serve") {
        return server::serve(std::vector<std::string>(arguments + 2, arguments + count),
                             [](const std::string& authority) { return cli::stamp_apart(authority); });
    }
    cli::Program program(
        "holdfast",
        "Holdfast: software against sextortion. Says what to do now, seals and checks packs of evidence, fingerprints "
        "pictures on this machine, runs the service that banks and matches fingerprints, and manages its banks, cases "
        "and partners. `holdfast COMMAND --help` explains each command.",
        "holdfast " HOLDFAST_VERSION);
    const cli::Command commands = program.command();
    commands.require_command();
    commands.footer(
        "Environment:\n"
        "  HOLDFAST_DATA    folder of the service's database, where --data is not given\n"
        "  HOLDFAST_KEY     API key for lookup, where --key-file is not given\n"
        "  HOLDFAST_KERNEL  scalar, sse2, avx2 or avx512: forces the instructions used; results are the same\n\n"
        "Exit codes (`serve` has its own):\n"
        "  0 done; compare: a match; lookup: at least one match, whatever else could not be read\n"
        "  1 done, and the answer is no: compare and lookup without a match, case erase not confirmed,\n"
        "    notice with something missing, a pack that does not hold, a check that found something\n"
        "  2 wrong arguments; nothing was done\n"
        "  3 some inputs could not be used, each named on standard error; the others were done\n"
        "    (lookup: none of the others matches)\n"
        "  4 could not be done: data folder, database, output, network, the service's refusal\n"
        "  130, 143 interrupted by Ctrl-C or SIGTERM; what was written before is whole");
    int exit_code = cli::exit_usage;
    cli::add_fingerprint(commands, exit_code);
    cli::add_compare(commands, exit_code);
    cli::add_lookup(commands, exit_code);
    cli::add_serve(commands);
    cli::add_partner(commands, exit_code);
    cli::add_bank(commands, exit_code);
    cli::add_case(commands, exit_code);
    cli::add_notice(commands, exit_code);
    cli::add_pack(commands, exit_code);
    cli::add_guide(commands, exit_code);
    cli::add_guidance(commands, exit_code);
    cli::add_directory(commands, exit_code);
    cli::watch_for_interrupts();
    switch (program.run(count, arguments)) {
        case cli::Program::Outcome::ran:
            break;
        case cli::Program::Outcome::explained:
            return cli::exit_done;
        case cli::Program::Outcome::refused:
            return cli::exit_usage;
    }
    return exit_code;
}

}  // namespace

int main(int count, char** arguments) {
    try {
        return run(count, arguments);
    } catch (const std::exception& error) {
        // Out of memory, in practice: our own functions report by value.
        return cli::refuse_impossible(std::string("Stopped: ") + error.what() + ".");
    }
}
