// SPDX-License-Identifier: Apache-2.0
#include "pack_arguments.hpp"

#include <sodium.h>

#include "exit_code.hpp"
#include "holdfast/core/json_writer.hpp"
#include "output.hpp"

namespace holdfast::cli {

void use_fast_ciphers() {
    [[maybe_unused]] const int ready = ::sodium_init();
}

/// On standard error; for a program an object, too, so that its answer is never empty.
int refused(const PackFailure& failure, bool json) {
    std::string explanation;
    for (const std::string& sentence : failure.sentences) {
        complain(sentence);
        explanation.append(explanation.empty() ? "" : "\n").append(sentence);
    }
    if (!json || explanation.empty() || failure.exit == exit_usage) return failure.exit;
    JsonWriter object;
    object.object().key("error").value(failure.exit == exit_no ? "does_not_hold" : "impossible");
    print(object.key("explanation").value(explanation).end().take() + "\n");
    return finish_output() ? failure.exit : static_cast<int>(exit_impossible);
}

int answered(const std::string& output, int exit) {
    print(output);
    return finish_output() ? exit : static_cast<int>(exit_impossible);
}

void add_opening_options(Command command, std::string& pack, std::vector<std::string>& identities,
                         std::string& passphrase_file, std::string_view what) {
    command.add_option("PACK", pack, what).type_name("").required();
    command
        .add_option("-i,--identity", identities,
                    "File with the key that opens a locked pack: a key of age, or the recovery words or file; - is "
                    "standard input.")
        .option_text("FILE ...")
        .one_each_time();
    command
        .add_option("--passphrase-file", passphrase_file,
                    "File whose first line opens a locked key; asked for on the terminal when left out.")
        .option_text("FILE");
}

void add_check_options(Command command, VerifyRequest& request) {
    command
        .add_option("-k,--key", request.key,
                    "The key that it must be sealed with, as you know it from elsewhere: the line that begins with RW, "
                    "or a file with it.")
        .option_text("KEY");
    command.add_option("--seal", request.seal, "The seal that it must have, as it was told when sealing.")
        .option_text("DIGEST");
    command
        .add_option("--log-key", request.log_key,
                    "The key of the log that receipts are from, or a file with it; a receipt must then be there and "
                    "hold.")
        .option_text("KEY");
    command
        .add_option("--receipt", request.receipt,
                    "A receipt that was kept elsewhere than in the pack: the pack must have the seal that it names.")
        .option_text("FILE");
    command
        .add_option("--tsa-ca", request.tsa_ca,
                    "Certificates (PEM) of the authority that stamps times; its time stamp must then be there and "
                    "hold.")
        .option_text("FILE");
}

}  // namespace holdfast::cli
