// SPDX-License-Identifier: Apache-2.0
// holdfast pack and its seal, open, verify, list: arguments and output; pack_*.cpp do the work.
#include <memory>
#include <utility>

#include "commands.hpp"
#include "device_clock.hpp"
#include "exit_code.hpp"
#include "output.hpp"
#include "pack_arguments.hpp"
#include "pack_entries.hpp"
#include "pack_open.hpp"
#include "pack_seal.hpp"
#include "pack_verify.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

constexpr std::string_view exit_codes =
    "Exit codes: 0 the pack holds, 1 it does not hold, 2 wrong arguments, 4 it cannot be read or opened, or is no "
    "pack,\n"
    "130 Ctrl-C.";

struct VerifyOptions {
    VerifyRequest request;
    bool json = false;
};

int verify(const VerifyOptions& options) {
    use_fast_ciphers();
    const auto result = verify_pack(options.request);
    if (!result) return refused(result.error(), options.json);
    return answered(options.json ? verify_json(*result) : verify_text(*result, !options.request.quiet),
                    verify_exit(*result));
}

struct OpenOptions {
    OpenRequest request;
    bool json = false;
};

int open(const OpenOptions& options) {
    use_fast_ciphers();
    const auto result = open_pack(options.request);
    if (!result) return refused(result.error(), options.json);
    const int exit = answered(options.json ? verify_json(result->check) : verify_text(result->check, false),
                              verify_exit(result->check));
    if (result->folder.empty()) {
        complain("Nothing was unpacked. With --broken-too the files are kept all the same.");
    } else {
        complain("The files are in " + printable(result->folder) + ".");
    }
    return exit;
}

int list(const ListRequest& request) {
    use_fast_ciphers();
    const auto listed = list_pack(request);
    if (!listed) return refused(listed.error(), request.json);
    complain("This is what the pack's table of contents says. Nothing was checked: `holdfast pack verify` does.");
    return answered(*listed, exit_done);
}

struct SealOptions {
    SealRequest request;
    bool json = false;
};

int seal(const SealOptions& options) {
    SealRequest request = options.request;
    if (request.identity.empty() == request.new_identity.empty())
        return refuse_usage("Name the person's key with --identity, or a file for a new one with --new-identity.");
    if (request.plain && (!request.recipients.empty() || !request.named.ids.empty()))
        return refuse_usage("A pack that is --plain is locked to nobody: leave --recipient and --to out.");
    const NamedRecipients& named = request.named;
    if (!named.file.empty() && !named.server.empty())
        return refuse_usage("Take the list from a file (--recipients) or a service (--server), not both.");
    if (named.ids.empty() != (named.file.empty() && named.server.empty()))
        return refuse_usage("--to names somebody in a list: give it together with --recipients FILE or --server URL.");
    if (!request.log_key.empty() && request.receipt_server.empty())
        return refuse_usage("--log-key is that of a receipt: name the service with --receipt.");
    for (const auto& [option, address] :
         {std::pair("--receipt", &request.receipt_server), std::pair("--time-stamp", &request.stamp_server),
          std::pair("--server", &request.named.server)}) {
        if (address->empty()) continue;
        auto server = check_server(option, *address, OverHttp::not_the_seal);
        if (!server) return refuse_usage(server.error());
        *address = std::move(*server);
    }
    if (request.plain)
        complain(
            "This pack will not be locked: whoever gets hold of the file can read it. Hand it over on a way that "
            "you trust, and delete it afterwards.");
    use_fast_ciphers();
    request.now = device_now();
    const auto result = seal_pack(request);
    if (!result) return refused(result.error(), options.json);
    for (const std::string& path : result->left_out)
        complain(printable(path) + " is not of the case: it was left out.");
    if (!result->log_trouble.empty())
        complain("The pack is made, but actions.jsonl of the folder could not note it: " + result->log_trouble + ".");
    return answered(options.json ? seal_json(*result) : seal_text(*result), exit_done);
}

void add_verify(Command pack, int& exit_code) {
    auto options = std::make_shared<VerifyOptions>();  // shared by parser and callback
    VerifyRequest& request = options->request;
    const Command command = pack.add_command("verify", "Say what of a pack holds and what does not, file by file");
    add_opening_options(command, request.pack, request.identities, request.passphrase_file,
                        "The pack: .zip, .zip.age, or the folder that it was unpacked to.");
    add_check_options(command, request);
    command.add_flag("--json", options->json, "One JSON object.");
    command.add_flag("-q,--quiet", request.quiet, "Name only the files that do not hold; no progress line.");
    command.footer(
        "Nothing in the pack is shown, run, unpacked or fetched, and nothing is written.\n"
        "Without --key it is told that nothing changed since sealing, and not who sealed: somebody who changes a pack "
        "can\n"
        "seal it anew with a key of their own. So compare the key with the one on paper, or as the person told it.\n\n"
        "  holdfast pack verify HF-7K3Q-9XWM-C-20261122.zip.age -i police-key.txt -k RWQ…\n"
        "  holdfast pack verify HF-7K3Q-9XWM-C-20261122/ --tsa-ca authority.pem\n\n" +
        std::string(exit_codes));
    command.callback([options, &exit_code] { exit_code = verify(*options); });
}

void add_open(Command pack, int& exit_code) {
    auto options = std::make_shared<OpenOptions>();  // shared by parser and callback
    VerifyRequest& request = options->request.check;
    const Command command = pack.add_command("open", "Unlock and check a pack, and put its files into a new folder");
    add_opening_options(command, request.pack, request.identities, request.passphrase_file,
                        "The pack: .zip or .zip.age.");
    command
        .add_option("-o,--output", options->request.output,
                    "The new folder; left out: named as the pack, in the current folder.")
        .option_text("FOLDER");
    add_check_options(command, request);
    command.add_flag("--broken-too", options->request.broken_too,
                     "Keep the files of a pack that does not hold, too, as far as its ZIP file is whole.");
    command.add_flag("--json", options->json, "One JSON object, as verify gives.");
    command.add_flag("-q,--quiet", request.quiet, "No progress line.");
    command.footer(
        "The folder is there whole or not at all, for you alone, and never over something that is there. A pack that "
        "does\n"
        "not hold leaves nothing. Names that lead elsewhere, links, devices, twins and compressed files are refused "
        "before\n"
        "anything is written. Begin with data/START-HERE.html; files in data/items come from strangers: open them with "
        "care.\n\n"
        "  holdfast pack open HF-7K3Q-9XWM-C-20261122.zip.age -i police-key.txt\n\n" +
        std::string(exit_codes));
    command.callback([options, &exit_code] { exit_code = open(*options); });
}

void add_list(Command pack, int& exit_code) {
    auto request = std::make_shared<ListRequest>();  // shared by parser and callback
    const Command command = pack.add_command("list", "List what is in a pack, unchecked");
    add_opening_options(command, request->pack, request->identities, request->passphrase_file,
                        "The pack: .zip or .zip.age.");
    command.add_flag("--json", request->json, "One JSON object a file, one a line.");
    command.footer(
        "Sizes in bytes and names, in the order of the file.\n\n"
        "  holdfast pack list HF-7K3Q-9XWM-C-20261122.zip.age -i police-key.txt\n\n"
        "Exit codes: 0 listed, 1 not in the form that packs have, 2 wrong arguments, 4 it cannot be read or opened.");
    command.callback([request, &exit_code] { exit_code = list(*request); });
}

void add_seal(Command pack, int& exit_code) {
    auto options = std::make_shared<SealOptions>();  // shared by parser and callback
    SealRequest& request = options->request;
    const Command command = pack.add_command("seal", "Make a sealed pack of a case, locked to its recipients");
    command.add_option("FOLDER", request.folder, "The case: case.json, actions.jsonl, items/, redacted/.")
        .type_name("")
        .required();
    command
        .add_option("-o,--output", request.output, "The pack; left out: named by case and day, in the current folder.")
        .option_text("FILE");
    command
        .add_option("-i,--identity", request.identity,
                    "File with the person's recovery key, in any form: it signs the pack, and opens it.")
        .option_text("FILE");
    command
        .add_option("--new-identity", request.new_identity,
                    "Where there is no recovery key: draw one, and put it into this new file.")
        .option_text("FILE");
    command
        .add_option("--passphrase-file", request.passphrase_file,
                    "File whose first line opens a locked key; asked for on the terminal when left out.")
        .option_text("FILE");
    command
        .add_option("-r,--recipient", request.recipients,
                    "Who else can open it: the public key of a helpline or force.")
        .option_text("KEY ...")
        .one_each_time();
    command
        .add_option("--to", request.named.ids,
                    "Who else can open it, by their name in the list that an operator signed: example-helpline.")
        .option_text("ID ...")
        .one_each_time();
    command.add_option("--recipients", request.named.file, "That list; FILE.minisig lies beside it.")
        .option_text("FILE");
    command.add_option("--server", request.named.server, "Address of a service that publishes that list.")
        .option_text("URL");
    command
        .add_option("--operator", request.named.operator_key,
                    "The key that the list must be signed with, or a file with it; needed with --recipients.")
        .option_text("KEY");
    command.add_option("--number", request.number, "Name of the case, in place of the number that case.json has.")
        .option_text("NAME");
    command
        .add_option("--receipt", request.receipt_server,
                    "Address of a service that gives a receipt for the seal, put into the pack; it gets nothing but "
                    "the seal's digest.")
        .option_text("URL");
    command
        .add_option("--time-stamp", request.stamp_server,
                    "Address of a service that has the seal's digest stamped by an authority (RFC 3161).")
        .option_text("URL");
    command
        .add_option("--log-key", request.log_key,
                    "The key of the log that the receipt must be from, or a file with it.")
        .option_text("KEY");
    command.add_flag("--plain", request.plain, "Do not lock it: a ZIP file, for a portal that takes no .age.");
    command.add_flag("--json", options->json, "One JSON object.");
    command.add_flag("-q,--quiet", request.quiet, "No progress line.");
    command.footer(
        "Every file must be, byte for byte and by its content, what case.json says; where no picture may be, words "
        "are\n"
        "looked through for pictures. What is in the folder and not of the case is left out, and named. Without an\n"
        "actions.jsonl a log is begun, which says so. The pack is there whole or not at all, and never over something "
        "that\n"
        "is there. The folder's log then notes that it was sealed.\n\n"
        "  holdfast pack seal case/ -i recovery.txt -r age1helpline… \n"
        "  holdfast pack seal case/ --new-identity key-of-the-case.txt\n"
        "  holdfast pack seal case/ -i recovery.txt --to example-helpline --server https://helpline.example\n\n"
        "Exit codes: 0 sealed, 2 wrong arguments, 4 could not be done: the case, a file, a key, the disk; 130 Ctrl-C.");
    command.callback([options, &exit_code] { exit_code = seal(*options); });
}

}  // namespace

void add_pack(Command program, int& exit_code) {
    const Command pack =
        program.add_command("pack", "Seal, open, verify, list and split packs of evidence, and get receipts for them");
    pack.require_command();
    pack.footer(
        "A pack is one ZIP file, mostly locked with age, that can be opened and checked without this program too:\n"
        "docs/formats/pack.md has the commands of stock tools. `holdfast pack COMMAND --help` says more.");
    add_seal(pack, exit_code);
    add_open(pack, exit_code);
    add_verify(pack, exit_code);
    add_list(pack, exit_code);
    add_pack_receipt(pack, exit_code);
    add_pack_split(pack, exit_code);
}

}  // namespace holdfast::cli
