// SPDX-License-Identifier: Apache-2.0
// holdfast pack split: arguments and output.
#include <memory>

#include "commands.hpp"
#include "exit_code.hpp"
#include "output.hpp"
#include "pack_arguments.hpp"
#include "pack_split.hpp"
#include "terminal_text.hpp"

namespace holdfast::cli {
namespace {

struct Options {
    SplitRequest request;
    std::string largest;
    bool plain = false;
    bool json = false;
};

int run(const Options& options) {
    SplitRequest request = options.request;
    const auto largest = bytes_from_text(options.largest);
    if (!largest) return refuse_usage("--largest is a number of bytes such as 10M, 500k or 1048576.");
    if (!options.plain)
        return refuse_usage(
            "The parts are not locked: whoever gets hold of one can read it. Say --plain if that is what the form "
            "wants, and delete the parts when they have arrived.");
    request.largest = *largest;
    use_fast_ciphers();
    const auto result = split_pack(request);
    if (!result) return refused(result.error(), options.json);
    return answered(options.json ? split_json(*result) : split_text(*result), exit_done);
}

}  // namespace

void add_pack_split(Command pack, int& exit_code) {
    auto options = std::make_shared<Options>();  // shared by parser and callback
    SplitRequest& request = options->request;
    const Command command =
        pack.add_command("split", "Write a pack as several plain ZIP files, for a form that takes so much and no more");
    add_opening_options(command, request.pack, request.identities, request.passphrase_file,
                        "The pack: .zip or .zip.age.");
    command.add_option("--largest", options->largest, "Bytes that one file may have: 10M, 500k, 1048576.")
        .option_text("SIZE (required)")
        .required();
    command.add_flag("--plain", options->plain, "Yes: the parts are not locked.");
    command
        .add_option("-o,--output", request.output,
                    "The new folder; left out: documents and the day of sealing, in the current folder.")
        .option_text("FOLDER");
    command.add_flag("--json", options->json, "One JSON object.");
    command.add_flag("-q,--quiet", request.quiet, "No progress line.");
    command.footer(
        "For web forms of the police and others that take no .age and only so many megabytes. k, M and G are a "
        "thousand, a\n"
        "million and a thousand million bytes. Each part is a ZIP file of its own, and its name says nothing. Unpacked "
        "into one\n"
        "folder they are the pack, byte for byte, with its seal. The pack is checked first; one that does not hold is "
        "not split.\n"
        "The folder is there whole or not at all, for you alone, and never over something that is there.\n\n"
        "  holdfast pack split HF-7K3Q-9XWM-C-20261122.zip.age -i recovery.txt --largest 25M --plain\n\n"
        "Exit codes: 0 written, 1 the pack does not hold, 2 wrong arguments, 4 it cannot be read or opened, one of its "
        "files is\n"
        "above --largest, or the parts cannot be written; 130 Ctrl-C.");
    command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace holdfast::cli
