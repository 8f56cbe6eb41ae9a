// SPDX-License-Identifier: Apache-2.0
// holdfast case known
#include <memory>

#include "case_commands.hpp"
#include "case_known_steps.hpp"

namespace holdfast::cli {
namespace {

struct Options {
    TypedInto into;
    std::string kind;
    evidence::Known known;
};

int put(const Options& options) {
    return type_in(
        options.into, [&options](evidence::CaseFacts& facts, const evidence::Moment&) -> PackResult<std::string> {
            evidence::Known known = options.known;
            for (std::uint8_t kind = 0; kind <= static_cast<std::uint8_t>(evidence::KnownKind::other); ++kind) {
                if (to_text(static_cast<evidence::KnownKind>(kind)) == options.kind)
                    known.kind = static_cast<evidence::KnownKind>(kind);
            }
            facts.known.push_back(std::move(known));
            return "known/" + std::to_string(facts.known.size());
        });
}

}  // namespace

void add_case_known(Command of_case, int& exit_code) {
    const Command command = of_case.add_command("known", "Note something that is known of whoever threatens");
    auto options = std::make_shared<Options>();  // shared by parser and callback
    add_typed_options(command, options->into);
    command.add_option("KIND", options->kind, "name, account, phone, email, wallet, bank-account, address or other.")
        .one_of({"name", "account", "phone", "email", "wallet", "bank-account", "address", "other"})
        .type_name("")
        .required();
    command.add_option("VALUE", options->known.value, "As it was seen.").type_name("").required();
    command.add_option("--where", options->known.where, "Platform, bank, coin.").option_text("TEXT");
    command.add_option("--note", options->known.note, "Anything else.").option_text("TEXT");
    command.footer(
        "Write what was seen, and do not search for more: finding out who it is is for the police.\n\n"
        "  holdfast case known meadow/ account lantern_7 --where Instagram\n\n" +
        std::string(case_exit_codes));
    command.callback([options, &exit_code] { exit_code = put(*options); });
}

}  // namespace holdfast::cli
