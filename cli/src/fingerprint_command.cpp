// SPDX-License-Identifier: Apache-2.0
// holdfast fingerprint
#include <cstdio>
#include <memory>

#include "commands.hpp"
#include "exit_code.hpp"
#include "interrupt.hpp"
#include "many_files.hpp"
#include "output.hpp"
#include "signal_text.hpp"

namespace holdfast::cli {
namespace {

struct Options {
    ManyFiles files;
    bool json = false;
    std::string forms = "one";
};

int run(const Options& options) {
    const auto kernel = kernel_from_environment();
    if (!kernel) return refuse_usage(kernel.error());
    const FingerprintOptions how{.all_forms = options.forms == "all", .kernel = *kernel};
    const FilesDone done = fingerprint_many(options.files, how, [&](const std::string& path, const FileResult& result) {
        if (options.json) {
            print(result ? json_line(path, *result) : json_line(path, result.error()));
        } else if (result) {
            print(text_lines(path, *result));
        }
        return true;
    });
    if (!finish_output()) return exit_impossible;
    if (done.interrupted) return interrupted_exit();
    return done.some_failed ? exit_some_failed : exit_done;
}

}  // namespace

void add_fingerprint(Command program, int& exit_code) {
    auto options = std::make_shared<Options>();  // shared by parser and callback
    const Command command = program.add_command("fingerprint", "Print the fingerprints of pictures");
    options->files.add_options(command);
    command.add_flag("--json", options->json, "One JSON object for each file, one a line.");
    command.add_option("--forms", options->forms, "all: also the codes of the turned and mirrored picture.")
        .option_text("one|all (one)")
        .one_of({"one", "all"});
    command.footer(
        "Prints a line for each fingerprint: kind, quality (0 to 100; below 50 it does not match well), the code as "
        "64\n"
        "hexadecimal digits, the file. pdq-c1 is the canonical kind; pdq-r1 is what PDQ's reference software gives, "
        "where\n"
        "it differs. Pictures stay on this machine. A code is sensitive: whoever has it can test guesses.\n\n"
        "  holdfast fingerprint bridge.jpg\n"
        "  holdfast fingerprint --json --recursive pictures/ > fingerprints.jsonl\n\n"
        "Exit codes: 0 all done, 2 wrong arguments, 3 some files could not be read (named on standard error), 130 "
        "Ctrl-C.");
    command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace holdfast::cli
