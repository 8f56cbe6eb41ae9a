// SPDX-License-Identifier: Apache-2.0
// holdfast pack receipt: arguments and output.
#include <memory>

#include "commands.hpp"
#include "exit_code.hpp"
#include "output.hpp"
#include "pack_arguments.hpp"
#include "pack_receipt.hpp"

namespace holdfast::cli {
namespace {

struct Options {
    ReceiptRequest request;
    bool json = false;
};

int run(const Options& options) {
    ReceiptRequest request = options.request;
    auto server = check_server("--server", request.server, OverHttp::not_the_seal);
    if (!server) return refuse_usage(server.error());
    request.server = std::move(*server);
    if (request.time_stamp && !request.output.empty())
        return refuse_usage("A time stamp lies in the pack: leave --output out.");
    use_fast_ciphers();
    const auto result = get_pack_receipt(request);
    if (!result) return refused(result.error(), options.json);
    return answered(options.json ? receipt_json(*result) : receipt_text(*result), exit_done);
}

}  // namespace

void add_pack_receipt(Command pack, int& exit_code) {
    auto options = std::make_shared<Options>();  // shared by parser and callback
    ReceiptRequest& request = options->request;
    const Command command =
        pack.add_command("receipt", "Get a receipt of a service for a pack's seal, and put it into the pack");
    add_opening_options(command, request.pack, request.identities, request.passphrase_file,
                        "The pack: .zip, or with --output .zip.age.");
    command.add_option("--server", request.server, "Address of the service: https://holdfast.example.")
        .option_text("URL (required)")
        .required();
    command
        .add_option("--log-key", request.log_key,
                    "The key of the log that the receipt must be from, or a file with it; left out: the one that the "
                    "service names.")
        .option_text("KEY");
    command.add_option("-o,--output", request.output, "Keep the receipt in this new file; the pack stays as it is.")
        .option_text("FILE");
    command.add_flag("--time-stamp", request.time_stamp,
                     "Get a time stamp of the service's authority (RFC 3161), too, where it has one.");
    command.add_flag("--again", request.again, "Ask also where the pack has one, and put the new one in its place.");
    command.add_flag("--json", options->json, "One JSON object.");
    command.add_flag("-q,--quiet", request.quiet, "No progress line.");
    command.footer(
        "The pack is checked first; one that does not hold gets none. Only the digest of the seal is sent: 64 digits "
        "that\n"
        "say nothing of what is in the pack, nor whose it is. The service writes them into its public log for good. "
        "The\n"
        "receipt is checked before it is kept, and the pack is replaced whole or not at all. What was sealed does not\n"
        "change by it: seal and key are as before.\n\n"
        "  holdfast pack receipt HF-7K3Q-9XWM-C-20261122.zip --server https://holdfast.example\n"
        "  holdfast pack receipt pack.zip.age -i key.txt -o receipt.txt --server https://holdfast.example\n\n"
        "Exit codes: 0 the receipt is there, 1 the pack or the receipt does not hold, 2 wrong arguments, 4 the service "
        "could\n"
        "not be asked or refused, or the file cannot be read or written; 130 Ctrl-C.");
    command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace holdfast::cli
